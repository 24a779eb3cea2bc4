using System.Net;
using System.Text;

namespace Plyr.Genres.Local.Sources;

/// <summary>Provides the audio of a source as a file, because decoders need to seek.</summary>
internal sealed class AudioFiles(LocalModelOptions options) : IDisposable
{
    private const int MaxDataUriLength = 256 * 1024;
    private const string Base64 = ";base64";

    private readonly AudioDownloader _downloader = new(options);

    /// <summary>Throws if the URL of a source is not supported.</summary>
    /// <param name="audio">The source.</param>
    /// <exception cref="ArgumentException">
    /// The URL is neither absolute http(s) with a valid host nor a data URI of at most 256 kB.
    /// </exception>
    public static void ThrowIfUnusable(AudioSource audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        if (audio.Url is not { } url)
            return;
        if (!url.IsAbsoluteUri || url.Scheme is not ("https" or "http" or "data"))
            throw new ArgumentException("The audio URL must be an absolute http(s) URL or a data URI.", nameof(audio));
        if (url.Scheme == "data" && url.OriginalString.Length > MaxDataUriLength)
            throw new ArgumentException("The data URI has more than 256 kB. Use a file or a stream.", nameof(audio));
        if (!HasValidHost(url))
        {
            throw new ArgumentException(
                "The host of the audio URL is not a valid domain name. Check the URL.", nameof(audio));
        }
    }

    /// <summary>Returns a source as a file: downloads a URL, copies a stream, or uses the host's file.</summary>
    /// <param name="audio">The source.</param>
    /// <param name="cancellationToken">Cancels downloading and copying.</param>
    /// <returns>The file.</returns>
    /// <exception cref="GenreClassificationException">The audio can't be downloaded or read.</exception>
    public Task<AudioFile> OpenAsync(AudioSource audio, CancellationToken cancellationToken)
    {
        if (audio.FilePath is { } path)
            return Task.FromResult(AudioFile.Of(path));
        if (audio.Url is not { } url)
            return CopyAsync(audio, cancellationToken);
        return url.Scheme == "data"
            ? CopyAsync(new MemoryStream(Decode(url.OriginalString)), cancellationToken)
            : _downloader.DownloadAsync(url, cancellationToken);
    }

    public void Dispose() => _downloader.Dispose();

    private Task<AudioFile> CopyAsync(Stream content, CancellationToken cancellationToken) =>
        AudioFile.CopyAsync(content, options.MaxDownloadBytes, cancellationToken);

    private async Task<AudioFile> CopyAsync(AudioSource audio, CancellationToken cancellationToken)
    {
        if (audio.Length > options.MaxDownloadBytes)
            throw AudioFile.TooLarge(options.MaxDownloadBytes);
        try
        {
            var content = await audio.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                return await CopyAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is not GenreClassificationException && !cancellationToken.IsCancellationRequested)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioUnavailable,
                $"The audio '{audio}' could not be opened or read. Retry later.",
                exception);
        }
    }

    private static bool HasValidHost(Uri url)
    {
        try
        {
            // A label that is too long in Punycode stays as it is.
            return Ascii.IsValid(url.IdnHost);
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static byte[] Decode(string dataUri)
    {
        var comma = dataUri.IndexOf(',', StringComparison.Ordinal);
        var data = dataUri[(comma + 1)..];
        try
        {
            if (comma > 0 && dataUri.AsSpan(0, comma).EndsWith(Base64, StringComparison.OrdinalIgnoreCase))
                return Convert.FromBase64String(Uri.UnescapeDataString(data));
        }
        catch (FormatException exception)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.InvalidInput,
                "The audio's data URI is not valid base64. Check how it was made.",
                exception);
        }

        // A plus sign means a space in forms only.
        var escaped = Encoding.UTF8.GetBytes(data.Replace("+", "%2B", StringComparison.Ordinal));
        return WebUtility.UrlDecodeToBytes(escaped, 0, escaped.Length);
    }
}
