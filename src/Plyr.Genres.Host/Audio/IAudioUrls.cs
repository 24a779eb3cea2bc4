namespace Plyr.Genres.Host.Audio;

/// <summary>Says where the classifier fetches a file. Asked for every page that shows suggestions, so it does no I/O.</summary>
internal interface IAudioUrls
{
    /// <summary>The file's URL, or null when the classifier has no way to it.</summary>
    Uri? For(string fileId, long size);
}
