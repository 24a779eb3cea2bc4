namespace Plyr.Genres;

/// <summary>Rule 26: which audio URLs may be sent, and how they are shown.</summary>
internal static class AudioReference
{
    /// <summary>Replicate advises data URIs up to 256 kB.</summary>
    public const int MaxDataUriLength = 256 * 1024;

    private const int MaxContentLength = 190_000;

    public static void ThrowIfUnusable(Uri audioUrl)
    {
        ArgumentNullException.ThrowIfNull(audioUrl);
        if (!audioUrl.IsAbsoluteUri || audioUrl.Scheme is not ("https" or "http" or "data"))
            throw new ArgumentException("The audio URL must be an absolute http(s) URL or a data URI.", nameof(audioUrl));
        if (audioUrl.Scheme == "data" && audioUrl.OriginalString.Length > MaxDataUriLength)
            throw new ArgumentException($"The audio's data URI has {audioUrl.OriginalString.Length} characters; at most {MaxDataUriLength} are accepted. Give an http(s) URL instead.", nameof(audioUrl));
    }

    /// <summary>Returns the content of a file or a stream as a data URI.</summary>
    /// <exception cref="GenreClassificationException">The content can't be read, or is too large.</exception>
    public static async Task<Uri> ReadAsync(AudioSource audio, CancellationToken cancellationToken)
    {
        try
        {
            var content = await audio.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var buffer = new byte[MaxContentLength + 1];
                var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (length > MaxContentLength)
                {
                    throw new GenreClassificationException(
                        GenreClassificationFailure.InvalidInput,
                        $"The audio is larger than {MaxContentLength} bytes, so it can't go inside the request. Use an http(s) URL.");
                }

                return new Uri($"data:{audio.MediaType ?? "application/octet-stream"};base64,{Convert.ToBase64String(buffer, 0, length)}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioUnavailable, $"The audio '{audio}' could not be read. Check that the file exists.", exception);
        }
    }

    /// <summary>Host and path, without user, query and fragment, which may hold a signature; nothing of a data URI.</summary>
    public static string ForLog(Uri audioUrl) => audioUrl.Scheme == "data" ? "data URI" : $"{audioUrl.Host}{audioUrl.AbsolutePath}";
}
