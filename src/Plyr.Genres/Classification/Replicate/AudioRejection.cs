namespace Plyr.Genres;

/// <summary>Rule 25: tells a run that failed because of the audio from one that failed for another reason.</summary>
/// <remarks>
/// The texts are those of Essentia's audio loader and of the model on too little signal (source: <c>audioloader.cpp</c>,
/// <c>monoloader.cpp</c> and the threads about them). A crash of the process is none of them: it may be the machine's.
/// </remarks>
internal static class AudioRejection
{
    private static readonly string[] Texts =
    [
        "AudioLoader",
        "MonoLoader",
        "Invalid data found when processing input",
        "Unsupported codec",
        "0 streams",
        "audio stream",
        "channels",
        "empty input",
        "input signal",
        "empty signal",
        "signal is empty",
        "too short",
    ];

    // The system's reasons why a file was not delivered or could not be opened, which ffmpeg passes on: they say nothing about the audio.
    private static readonly string[] OtherCauses =
    [
        "No such file",
        "Permission denied",
        "Input/output error",
        "Cannot allocate memory",
        "Too many open files",
        "No space left",
        "Resource temporarily unavailable",
        "timed out",
        "Connection ",
        "is unreachable",
    ];

    public static bool Explains(string error) => !HoldsAny(error, OtherCauses) && HoldsAny(error, Texts);

    private static bool HoldsAny(string error, string[] texts) => Array.Exists(texts, text => error.Contains(text, StringComparison.OrdinalIgnoreCase));
}
