namespace Plyr.Genres.Host.Audio;

/// <summary>An upload is refused; the message tells the uploader why.</summary>
internal sealed class AudioRefusedException(AudioRefusal refusal, string message) : Exception(message)
{
    public AudioRefusal Refusal => refusal;
}
