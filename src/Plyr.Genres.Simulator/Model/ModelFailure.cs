namespace Plyr.Genres.Simulator;

/// <summary>A run that ends as <c>failed</c>, with the text that the model fails with.</summary>
/// <remarks>The texts of the audio loader are those of Essentia; the file that they name is a temporary one inside the container.</remarks>
internal sealed class ModelFailure(string message) : Exception(message)
{
    private const string Loader = "Error while configuring MonoLoader: ";

    public static ModelFailure NotAudio() =>
        new($"{Loader}AudioLoader: Could not open file \"/tmp/{Guid.NewGuid():n}.wav\", error = Invalid data found when processing input");

    public static ModelFailure UnsupportedCodec() => new($"{Loader}AudioLoader: Unsupported codec!");

    public static ModelFailure NoAudioStream() =>
        new($"{Loader}AudioLoader ERROR: found 0 streams in the file, expecting one or more audio streams");

    public static ModelFailure TooManyChannels() =>
        new($"{Loader}AudioLoader: could not load audio. Audio file has more than 2 channels.");

    public static ModelFailure Empty() => new("Error while computing: the input signal is empty");

    public static ModelFailure TooShort() =>
        new("Error while computing TensorflowPredict2D: empty input: the audio is too short, shorter than 2.03 seconds");

    public static ModelFailure NoInput() => new("AssertionError: neither `audio` nor `url` is given");

    public static ModelFailure YouTube() => new("ERROR: the simulator does not fetch YouTube addresses; give `audio` in place of `url`");

    public static ModelFailure NotFetched(string why) => new(why);
}
