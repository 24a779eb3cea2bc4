using NUnit.Framework;
using Plyr.Genres.Replicate;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The cause of a failed run: whole messages decide, and words in the names of the audio do not.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 25)]
internal sealed class RunErrorTests
{
    private const string Url = "https://media.example/channels/7/too%20short.mp3?sig=Killed";

    [TestCase("404 Client Error: Not Found for url: https://media.example/channels/7/a.mp3")]
    [TestCase("HTTP Error 403: Forbidden")]
    [TestCase("failed to download https://media.example/timed out.mp3: status code: 410")]
    [TestCase("HTTP status client error (404 Not Found) for url (https://media.example/a.mp3)")]
    [TestCase("HTTPSConnectionPool(host='media.example', port=443): Max retries exceeded "
        + "with url: /channels/7/too%20short.mp3 "
        + "(Caused by NameResolutionError(\"Failed to resolve 'media.example' "
        + "([Errno -2] Name or service not known)\"))")]
    [TestCase("curl: (6) Could not resolve host: media.example")]
    public void Address_that_refuses_or_does_not_exist_is_unreachable(string error) =>
        Assert.That(RunError.Classify(error, new Uri(Url)), Is.EqualTo(AudioUnreachable));

    [TestCase("404 Client Error: Not Found for url: https://api.replicate.com/v1/files/x")]
    public void Uploaded_file_that_is_missing_is_not_the_fault_of_the_audio(string error) =>
        Assert.That(RunError.Classify(error, AudioSource.FromFile("a.mp3")), Is.EqualTo(ModelFailed));

    [Test]
    public void Data_URI_is_never_unreachable()
    {
        var failure = RunError.Classify("404 Client Error: Not Found", new Uri("data:audio/mpeg;base64,SUQzBA=="));

        Assert.That(failure, Is.EqualTo(ModelFailed));
    }

    [TestCase(
        "Error while configuring MonoLoader: AudioLoader: Could not open file \"/tmp/x.mp3\", error = Invalid "
        + "data found when processing input")]
    [TestCase(
        "Error while configuring MonoLoader: AudioLoader: Could not open file \"connection lost.mp3\", error = "
        + "Invalid data found when processing input")]
    [TestCase(
        "Error while configuring MonoLoader: AudioLoader: Could not open file \"/tmp/No space left on "
        + "device.mp3\", error = Invalid data found when processing input")]
    [TestCase(
        "AudioLoader: Could not open file /tmp/connection.timed.out/a.mp3, error = Invalid data found when "
        + "processing input")]
    [TestCase("RuntimeError('Error while configuring MonoLoader: AudioLoader: Unsupported codec!')")]
    [TestCase("AudioLoader ERROR: found 0 streams in the file, expecting one or more audio streams")]
    [TestCase("AudioLoader: could not load audio. Audio file has more than 2 channels.")]
    [TestCase("Error while computing: the input signal is empty")]
    [TestCase(
        "Error while computing TensorflowPredict2D: empty input: the audio is too short, shorter than 2.03 seconds")]
    public void Message_of_the_loader_or_the_model_rejects_the_audio(string error) =>
        Assert.That(RunError.Classify(error, new Uri("https://media.example/a.mp3")), Is.EqualTo(AudioRejected));

    [TestCase(
        "https://api.example/tracks/7/file",
        "AudioLoader ERROR: found 0 streams in the file, expecting one or more audio streams")]
    [TestCase("https://api.example/tracks/7/stream", "AudioLoader: the file does not contain an audio stream")]
    [TestCase("https://api.example/tracks/7/input", "Error while computing FrameCutter: the input signal is empty")]
    [TestCase("https://api.example/tracks/7/data", "Invalid data found when processing input")]
    [TestCase("http://audio/7", "Error while computing TensorflowPredict2D: the audio is too short")]
    public void Word_of_a_message_that_is_also_in_the_address_is_kept(string url, string error) =>
        Assert.That(RunError.Classify(error, new Uri(url)), Is.EqualTo(AudioRejected));

    [Test]
    public void Word_of_a_message_that_is_also_the_name_of_the_file_is_kept()
    {
        var audio = AudioSource.FromStream(_ => throw new AssertionException("It was opened."), "input");

        var failure = RunError.Classify("Invalid data found when processing input", audio);

        Assert.That(failure, Is.EqualTo(AudioRejected));
    }

    [TestCase("https://media.example/Killed", "Could not open Killed, error = Unsupported codec")]
    [TestCase("http://cuda/7", "Could not open a file of cuda, error = Unsupported codec")]
    [TestCase(
        "https://media.example/a.mp3?by=x Killed",
        "Could not open https://media.example/a.mp3?by=x Killed, error = Unsupported codec")]
    public void Name_that_would_decide_by_itself_decides_nothing(string url, string error) =>
        Assert.That(RunError.Classify(error, new Uri(url)), Is.EqualTo(AudioRejected));

    [TestCase("Error while computing MonoLoader: std::bad_alloc")]
    [TestCase("AudioLoader: Unsupported codec! Killed")]
    [TestCase("CUDA error: out of memory")]
    [TestCase("500 Server Error: Internal Server Error for url: https://media.example/more than 2 channels.mp3")]
    [TestCase("503 Server Error for url: https://media.example/channels/7/404%20Client%20Error.mp3")]
    [TestCase("429 Client Error: Too Many Requests for url: https://media.example/a.mp3")]
    [TestCase("408 Client Error: Request Timeout for url: https://media.example/a.mp3")]
    [TestCase("Failed to resolve 'media.example' ([Errno -3] Temporary failure in name resolution)")]
    [TestCase("Could not read '/srv/Unsupported codec/a.mp3'")]
    [TestCase("Could not read https://media.example/channels/7/too short.mp3")]
    [TestCase("MonoLoader")]
    [TestCase("6 channels")]
    [TestCase("E1001: out of memory")]
    [TestCase("")]
    public void Any_other_message_may_pass(string error) =>
        Assert.That(RunError.Classify(error, new Uri(Url)), Is.EqualTo(ModelFailed));

    [Test]
    public void Slash_of_a_message_that_is_also_the_path_of_the_address_is_kept()
    {
        var failure = RunError.Classify("Unsupported codec: Input/output error", new Uri("https://media.example/"));

        Assert.That(failure, Is.EqualTo(ModelFailed));
    }

    [TestCase("found 0 streams in the file.mp3")]
    [TestCase("Unsupported codec")]
    public void Name_of_an_uploaded_file_decides_nothing(string name)
    {
        var audio = AudioSource.FromFile($"/music/{name}");

        var failure = RunError.Classify($"Could not open {name} now", audio);

        Assert.That(failure, Is.EqualTo(ModelFailed));
    }
}
