namespace Plyr.Genres.Host.Audio;

/// <summary>Thrown when an upload is rejected. The message is sent to the client.</summary>
internal sealed class AudioRefusedException(AudioRefusal refusal, string message) : Exception(message)
{
    public AudioRefusal Refusal => refusal;
}
