using System.Globalization;

namespace Plyr.Genres.Host.Audio;

/// <summary>Thrown when an upload is rejected. The message is sent to the client.</summary>
internal sealed class AudioRefusedException(AudioRefusal refusal, string message) : Exception(message)
{
    public AudioRefusal Refusal => refusal;

    /// <summary>Returns the exception for a file that is larger than the maximum.</summary>
    public static AudioRefusedException TooLarge(long maxBytes) => new(
        AudioRefusal.TooLarge, $"The file is larger than {Size(maxBytes)}. Upload a smaller file.");

    private static string Size(long bytes) => bytes switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.##} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.##} kB"),
        _ => $"{bytes} bytes",
    };
}
