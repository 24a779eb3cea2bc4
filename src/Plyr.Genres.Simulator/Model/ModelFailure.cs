namespace Plyr.Genres.Simulator;

/// <summary>Thrown when a run fails, with the model's message.</summary>
/// <remarks>The messages of the audio loader are those of Essentia. The file in them is a temporary one.</remarks>
internal sealed class ModelFailure(string message) : Exception(message)
{
    private const string Loader = "Error while configuring MonoLoader: AudioLoader";

    public static ModelFailure NoInput() => new("AssertionError: neither `audio` nor `url` is given");

    public static ModelFailure YouTube() =>
        new("ERROR: the simulator does not fetch YouTube addresses; set `audio` instead of `url`");

    /// <exception cref="ModelFailure">The fault is not <see cref="AudioFault.None"/>.</exception>
    public static void ThrowIf(AudioFault fault)
    {
        if (fault != AudioFault.None)
            throw new ModelFailure(Text(fault));
    }

    private static string Text(AudioFault fault) => fault switch
    {
        AudioFault.NotAudio =>
            $"{Loader}: Could not open file \"/tmp/{Guid.NewGuid():n}.wav\", "
            + "error = Invalid data found when processing input",
        AudioFault.NoAudioStream =>
            $"{Loader} ERROR: found 0 streams in the file, expecting one or more audio streams",
        AudioFault.UnsupportedCodec => $"{Loader}: Unsupported codec!",
        AudioFault.TooManyChannels => $"{Loader}: could not load audio. Audio file has more than 2 channels.",
        AudioFault.Empty => "Error while computing: the input signal is empty",
        _ => "Error while computing TensorflowPredict2D: empty input: "
            + "the audio is too short, shorter than 2.03 seconds",
    };
}
