using static System.FormattableString;

namespace Plyr.Genres.Local.Sources;

/// <summary>Represents audio as a file: a file of the host, or a temporary copy that is deleted on disposal.</summary>
internal sealed class AudioFile : IDisposable
{
    private readonly bool _isTemporary;

    private AudioFile(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    /// <summary>Gets the path of the file.</summary>
    public string Path { get; }

    /// <summary>Uses a file of the host, which is not deleted.</summary>
    /// <param name="path">The path of the file.</param>
    public static AudioFile Of(string path) => new(path, isTemporary: false);

    /// <summary>Copies content to a temporary file that only this user can read.</summary>
    /// <param name="content">The content.</param>
    /// <param name="maxLength">The maximum length of the content, in bytes.</param>
    /// <param name="cancellationToken">Cancels copying.</param>
    /// <returns>The file.</returns>
    /// <exception cref="GenreClassificationException">The content is longer than allowed.</exception>
    public static async Task<AudioFile> CopyAsync(Stream content, long maxLength, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"plyr-genres-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new AudioFile(path, isTemporary: true);
        try
        {
            var target = new FileStream(path, options);
            await using (target.ConfigureAwait(false))
                await CopyAsync(content, target, maxLength, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Creates the exception for audio that is larger than allowed.</summary>
    /// <param name="maxLength">The maximum length, in bytes.</param>
    public static GenreClassificationException TooLarge(long maxLength) => new(
        GenreClassificationFailure.InvalidInput,
        Invariant($"The audio has more than {maxLength:N0} bytes. Use a smaller file, or raise MaxDownloadBytes."));

    public void Dispose()
    {
        if (_isTemporary)
            File.Delete(Path);
    }

    private static async Task CopyAsync(
        Stream content, FileStream target, long maxLength, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var copied = 0L;
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var length)
        {
            copied += length;
            if (copied > maxLength)
                throw TooLarge(maxLength);
            await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }
}
