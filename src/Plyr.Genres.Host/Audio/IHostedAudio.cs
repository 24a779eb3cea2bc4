namespace Plyr.Genres.Host.Audio;

/// <summary>Finds the audio of this host's own tracks for the classifier.</summary>
internal interface IHostedAudio
{
    /// <summary>
    /// Returns where a file is, without I/O: a page of suggestions asks for each track. Null when there can't be such a
    /// file.
    /// </summary>
    AudioSource? Find(string? fileId, string? mediaType = null);
}
