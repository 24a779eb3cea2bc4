namespace Plyr.Genres.Host.Audio;

/// <summary>Provides the audio of uploaded tracks for the classifier.</summary>
internal interface IHostedAudio
{
    /// <summary>
    /// Returns the source of a file, or null when the file id is invalid. Does not access the disk, because a list of
    /// tracks calls it for each.
    /// </summary>
    AudioSource? Find(string? fileId, string? mediaType = null);
}
