namespace Plyr.Genres.Host.Audio;

/// <summary>Specifies why an upload was rejected.</summary>
internal enum AudioRefusal
{
    Empty,
    TooLarge,
    NotAudio,
}
