using System.Buffers;
using System.Security.Cryptography;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Keeps audio files under the SHA-256 of their content, so that the same recording lies there once.</summary>
internal sealed class AudioStore
{
    private const int BufferSize = 128 * 1024;
    private readonly string _folder;
    private readonly string _incoming;

    public AudioStore(HostSettings settings)
    {
        _folder = settings.AudioFolder;
        _incoming = Path.Combine(_folder, "incoming");
        Directory.CreateDirectory(_incoming);
    }

    /// <summary>Whether a text has the form of a file id: nothing else becomes part of a path.</summary>
    public static bool IsFileId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    public string PathOf(string fileId) => Path.Combine(_folder, fileId[..2], fileId);

    /// <summary>Writes an upload to a temporary file and hashes it on the way; memory does not grow with the size.</summary>
    /// <exception cref="AudioRefusedException">The upload is empty, too large, or no audio.</exception>
    public async Task<IncomingAudio> ReceiveAsync(Stream upload, long maxBytes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            var audio = await WriteAsync(upload, path, maxBytes, cancellationToken);
            return new IncomingAudio(audio, path, PathOf(audio.FileId));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Remove(string fileId) => File.Delete(PathOf(fileId));

    /// <summary>Removes what uploads left that a dead process was receiving: what nobody has written to since then.</summary>
    public void RemoveIncoming(DateTimeOffset untouchedSince)
    {
        foreach (var path in Directory.EnumerateFiles(_incoming))
        {
            if (File.GetLastWriteTimeUtc(path) <= untouchedSince.UtcDateTime)
                File.Delete(path);
        }
    }

    /// <summary>The ids of all files that lie here.</summary>
    public IEnumerable<string> FileIds() => Directory.EnumerateDirectories(_folder)
        .SelectMany(Directory.EnumerateFiles).Select(Path.GetFileName).OfType<string>().Where(IsFileId);

    private static async Task<StoredAudio> WriteAsync(Stream upload, string path, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // The first bytes must be whole before they are judged, however the network cut them.
            var read = await upload.ReadUploadAsync(buffer.AsMemory(0, BufferSize), AudioFormat.HeaderLength, cancellationToken);
            if (read == 0)
                throw new AudioRefusedException(AudioRefusal.Empty, "The file is empty; upload a recording.");
            var contentType = AudioFormat.Detect(buffer.AsSpan(0, Math.Min(read, AudioFormat.HeaderLength)))
                ?? throw new AudioRefusedException(AudioRefusal.NotAudio, "The file is not audio by its first bytes; upload MP3, WAV, FLAC, AAC, M4A, AIFF, Ogg or WebM.");
            var size = 0L;
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            while (read > 0)
            {
                size += read;
                if (size > maxBytes)
                    throw new AudioRefusedException(AudioRefusal.TooLarge, $"The file is larger than {maxBytes} bytes, the most that is accepted here.");
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                read = await upload.ReadUploadAsync(buffer.AsMemory(0, BufferSize), 1, cancellationToken);
            }

            // On the disk before the row is: a power cut must not leave a track whose audio is missing.
            file.Flush(flushToDisk: true);
            return new StoredAudio(Convert.ToHexStringLower(hash.GetHashAndReset()), size, contentType);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
