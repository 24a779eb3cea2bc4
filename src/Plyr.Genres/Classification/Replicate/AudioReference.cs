namespace Plyr.Genres;

/// <summary>Rule 26: which audio URLs may be sent, and how they are shown.</summary>
internal static class AudioReference
{
    /// <summary>Replicate advises data URIs up to 256 kB.</summary>
    public const int MaxDataUriLength = 256 * 1024;

    public static void ThrowIfUnusable(Uri audioUrl)
    {
        ArgumentNullException.ThrowIfNull(audioUrl);
        if (!audioUrl.IsAbsoluteUri || audioUrl.Scheme is not ("https" or "http" or "data"))
            throw new ArgumentException("The audio URL must be an absolute http(s) URL or a data URI.", nameof(audioUrl));
        if (audioUrl.Scheme == "data" && audioUrl.OriginalString.Length > MaxDataUriLength)
            throw new ArgumentException($"The audio's data URI has {audioUrl.OriginalString.Length} characters; at most {MaxDataUriLength} are accepted. Give an http(s) URL instead.", nameof(audioUrl));
    }

    /// <summary>Host and path, without user, query and fragment, which may hold a signature; nothing of a data URI.</summary>
    public static string ForLog(Uri audioUrl) => audioUrl.Scheme == "data" ? "data URI" : $"{audioUrl.Host}{audioUrl.AbsolutePath}";
}
