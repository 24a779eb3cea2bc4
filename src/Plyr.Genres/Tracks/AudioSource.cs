using System.Diagnostics.CodeAnalysis;

namespace Plyr.Genres;

/// <summary>Represents the audio of a track: a URL that the model fetches, a file, or a stream of the host.</summary>
/// <remarks>
/// Creating a source performs no I/O. Content is opened only when the model is asked, possibly several times (a
/// repeated upload) and after the scope that made the source was disposed. Immutable and thread-safe.
/// </remarks>
public abstract class AudioSource
{
    private protected AudioSource()
    {
    }

    /// <summary>Gets the URL that the model fetches; null for a file or a stream.</summary>
    public virtual Uri? Url => null;

    /// <summary>Gets the path of the file; null for a URL or a stream.</summary>
    public virtual string? FilePath => null;

    /// <summary>Gets the name of the file without its folder; null when it is not known.</summary>
    public virtual string? FileName => null;

    /// <summary>Gets the media type, for example <c>audio/mpeg</c>; null when it is not known.</summary>
    public virtual string? MediaType => null;

    /// <summary>Gets the length in bytes; null when it is not known before the content is opened.</summary>
    public virtual long? Length => null;

    /// <summary>Converts a URL to a source; a null URL to null.</summary>
    /// <param name="url">The URL.</param>
    [return: NotNullIfNotNull(nameof(url))]
    public static implicit operator AudioSource?(Uri? url) => url is null ? null : FromUrl(url);

    /// <summary>Creates a source from a URL.</summary>
    /// <param name="url">
    /// An absolute http(s) URL that the model can reach, or a data URI of at most 256 kB. It is sent exactly as given.
    /// The form is checked when the source is classified.
    /// </param>
    /// <returns>The source.</returns>
    public static AudioSource FromUrl(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new UrlSource(url);
    }

    /// <summary>Creates a source from a file.</summary>
    /// <param name="path">The path of the file. The file need not exist yet.</param>
    /// <param name="mediaType">The media type, for example <c>audio/flac</c>; null when it is not known.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static AudioSource FromFile(string path, string? mediaType = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new FileSource(path, mediaType);
    }

    /// <summary>Creates a source from a function that opens a stream, for example over an object in a bucket.</summary>
    /// <param name="open">
    /// Opens the content from its beginning. It may be called several times, and after the scope of the store was
    /// disposed. The library disposes each stream.
    /// </param>
    /// <param name="fileName">The name to upload the content under, without a folder; null when it has none.</param>
    /// <param name="mediaType">The media type, for example <c>audio/flac</c>; null when it is not known.</param>
    /// <param name="length">The length in bytes; null if unknown, which costs a copy to a temporary file.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public static AudioSource FromStream(
        Func<CancellationToken, Task<Stream>> open,
        string? fileName = null,
        string? mediaType = null,
        long? length = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        return new StreamSource(open, fileName, mediaType, length);
    }

    /// <summary>Opens the content of a file or a stream from its beginning. The caller disposes the stream.</summary>
    /// <param name="cancellationToken">Cancels opening.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="InvalidOperationException">The source is a URL.</exception>
    public abstract Task<Stream> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns the source as it may be logged: a URL without its query, or a file's name.</summary>
    public abstract override string ToString();

    private sealed class UrlSource(Uri url) : AudioSource
    {
        public override Uri Url => url;

        public override Task<Stream> OpenAsync(CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException(
                "The audio is a URL, which the model fetches. Only a file or a stream can be opened.");

        public override string ToString()
        {
            if (!url.IsAbsoluteUri)
                return "relative URL";
            return url.Scheme is "http" or "https" ? $"{url.Host}{url.AbsolutePath}" : $"{url.Scheme} URI";
        }
    }

    private sealed class FileSource(string path, string? mediaType) : AudioSource
    {
        public override string FilePath => path;
        public override string FileName => Path.GetFileName(path);
        public override string? MediaType => mediaType;

        public override Task<Stream> OpenAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult<Stream>(new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024,
                useAsync: true));
        }

        public override string ToString() => FileName;
    }

    private sealed class StreamSource(
        Func<CancellationToken, Task<Stream>> open, string? fileName, string? mediaType, long? length) : AudioSource
    {
        public override string? FileName { get; } = fileName?[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];

        public override string? MediaType => mediaType;
        public override long? Length => length;

        public override Task<Stream> OpenAsync(CancellationToken cancellationToken = default) =>
            open(cancellationToken);

        public override string ToString() => string.IsNullOrEmpty(FileName) ? "stream" : FileName;
    }
}
