namespace Plyr.Genres.Host.Audio;

/// <summary>Why an upload is refused.</summary>
internal enum AudioRefusal
{
    Empty,
    TooLarge,
    NotAudio,
}
