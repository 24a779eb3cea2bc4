using System.Security.Cryptography;

namespace Plyr.Genres.Simulator;

/// <summary>Stores audio in temporary files, so that memory does not grow with its size.</summary>
internal sealed class AudioSpool : IDisposable
{
    private const int BufferSize = 80 * 1024;

    private readonly Lazy<DirectoryInfo> _folder =
        new(() => Directory.CreateTempSubdirectory("plyr-genres-simulator-"));

    /// <summary>Copies a stream to a file and computes its hashes.</summary>
    /// <returns>The file, or null when the stream is longer than <paramref name="limit"/> bytes.</returns>
    public async Task<SpooledAudio?> WriteAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        // No extension: ffprobe takes some for a format, for example .ans for a picture of characters.
        var path = Path.Combine(_folder.Value.FullName, $"{Guid.NewGuid():n}");
        try
        {
            var audio = await CopyAsync(content, path, limit, cancellationToken);
            if (audio is null)
                File.Delete(path);
            return audio;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated)
            _folder.Value.Delete(recursive: true);
    }

    private static async Task<SpooledAudio?> CopyAsync(
        Stream content, string path, long limit, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        await using var file = File.Create(path);
        var buffer = new byte[BufferSize];
        var size = 0L;
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            size += read;
            if (size > limit)
                return null;
            sha256.AppendData(buffer, 0, read);
            md5.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new SpooledAudio(path, size, Hex(sha256), Hex(md5));
    }

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}

/// <summary>Audio in a file on disk.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal form.</param>
/// <param name="Md5">Its MD5 in hexadecimal form.</param>
internal sealed record SpooledAudio(string Path, long Size, string Sha256, string Md5) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}
