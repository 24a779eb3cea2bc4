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

    public static bool Explains(string error) =>
        // A file that is not there was not delivered to the model: that says nothing about the audio.
        !error.Contains("No such file", StringComparison.OrdinalIgnoreCase)
        && Array.Exists(Texts, text => error.Contains(text, StringComparison.OrdinalIgnoreCase));
}
