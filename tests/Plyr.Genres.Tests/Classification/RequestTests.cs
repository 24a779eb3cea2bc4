using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The requests, exactly as they are sent.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26)]
internal sealed class RequestTests
{
    private static readonly string UserAgent =
        $"User-Agent: Plyr.Genres/{typeof(IGenreClassifier).Assembly.GetName().Version!.ToString(3)}";

    [Test]
    public async Task Create_contains_only_version_audio_and_format()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync("https://audio.example/a.mp3");
        Assert.That(replicate.Creates.Only.Address, Is.EqualTo("https://api.replicate.com/v1/predictions"));
        Assert.That(replicate.Creates.Only.Body, Is.EqualTo(
            """{"version":"1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1","input":"""
            + """{"audio":"https://audio.example/a.mp3","output_format":"JSON"}}"""));
        Assert.That(replicate.Creates.Only.Headers, Is.EqualTo(new[]
        {
            $"Authorization: Bearer {ScriptedReplicate.Token}",
            "Cancel-After: 130s",
            "Content-Type: application/json",
            "Prefer: wait=10",
            UserAgent,
        }));
    }

    [Test]
    public async Task Poll_uses_the_id_on_the_base_address_and_no_cache()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(
            replicate.Polls.Only.Address, Is.EqualTo($"https://api.replicate.com/v1/predictions/{Prediction.Id}"));
        Assert.That(
            replicate.Polls.Only.Headers,
            Is.EqualTo(
                new[] { $"Authorization: Bearer {ScriptedReplicate.Token}", "Cache-Control: no-store", UserAgent }));
    }

    [Test]
    public async Task Address_for_polls_in_an_answer_is_not_used()
    {
        var elsewhere = Prediction.Starting[..^1]
            + ""","urls":{"get":"https://evil.example/v1/predictions/x","cancel":"https://evil.example/x/cancel"}}""";
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(elsewhere));
        replicate.Polls.Then(Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        Assert.That(replicate.Polls.Only.Address, Does.StartWith("https://api.replicate.com/"));
    }

    [Test]
    public async Task Cancel_uses_the_id_on_the_base_address_with_the_token()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(401));
        replicate.Cancels.Then(Answers.Ok("{}"));
        await replicate.FailAsync();
        await replicate.Cancels.WhenSentAsync();
        Assert.That(
            replicate.Cancels.Only.Address,
            Is.EqualTo($"https://api.replicate.com/v1/predictions/{Prediction.Id}/cancel"));
        Assert.That(
            replicate.Cancels.Only.Headers,
            Is.EqualTo(new[] { $"Authorization: Bearer {ScriptedReplicate.Token}", UserAgent }));
        Assert.That(replicate.Cancels.Only.Body, Is.Empty);
    }

    [TestCase(Prediction.OutputUrl)]
    [TestCase("https://api.replicate.com/v1/files/abc", Description = "the API's own origin")]
    [Property("Defect", "H1")]
    public async Task Output_is_fetched_without_the_token(string address)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(address);
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        Assert.That(replicate.Downloads.Only.Address, Is.EqualTo(address));
        Assert.That(replicate.Downloads.Only.Headers, Is.EqualTo(new[] { UserAgent }));
    }

    [TestCase("https://proxy.example/replicate", "https://proxy.example/replicate/v1/predictions")]
    [TestCase("https://proxy.example/replicate/", "https://proxy.example/replicate/v1/predictions")]
    [TestCase("http://127.0.0.1:5151", "http://127.0.0.1:5151/v1/predictions")]
    [TestCase("http://localhost:5151/", "http://localhost:5151/v1/predictions")]
    public async Task Another_base_address_is_used_in_the_same_way(string baseAddress, string expected)
    {
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.BaseAddress = new Uri(baseAddress)).WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(replicate.Creates.Only.Address, Is.EqualTo(expected));
        Assert.That(replicate.Polls.Only.Address, Is.EqualTo($"{expected}/{Prediction.Id}"));
        Assert.That(replicate.Polls.Only["Authorization"], Is.EqualTo($"Bearer {ScriptedReplicate.Token}"));
    }

    [TestCase(5, "wait=5", "15s")]
    [TestCase(7.9, "wait=7", "18s")]
    [TestCase(9.999, "wait=9", "20s")]
    [TestCase(10, "wait=10", "20s")]
    [TestCase(3600, "wait=10", "3610s")]
    public async Task Wait_is_at_most_10_seconds_and_Cancel_After_10_seconds_more_than_left(
        double timeout, string wait, string cancelAfter)
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(timeout))
            .WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(
            (replicate.Creates.Only["Prefer"], replicate.Creates.Only["Cancel-After"]),
            Is.EqualTo((wait, cancelAfter)));
    }

    [Test]
    public async Task Repeated_create_contains_the_time_that_is_left_then()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(20));
        replicate.Creates.Then(Answers.RetryAfter(429, "14"));
        replicate.WithUsualRun();
        await replicate.ClassifyAsync();

        // The hint is a lower bound to which jitter adds at most a fifth: 14 to 16.8 seconds have passed.
        var again = replicate.Creates.Sent[1];
        Assert.That(
            again["Prefer"], Is.EqualTo("wait=3").Or.EqualTo("wait=4").Or.EqualTo("wait=5").Or.EqualTo("wait=6"));
        Assert.That(again["Cancel-After"], Is.EqualTo("14s").Or.EqualTo("15s").Or.EqualTo("16s"));
    }

    [TestCase(2.9, "wait=1", "12s")]
    [TestCase(3.7, null, "11s")]
    public async Task Create_asks_for_no_wait_of_less_than_a_second(
        double passed, string? wait, string cancelAfter)
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(5));
        replicate.Creates.Then((request, cancellationToken) =>
        {
            replicate.Time.Advance(TimeSpan.FromSeconds(passed));
            return Answers.Status(429)(request, cancellationToken);
        });

        // The wait took 0.4 to 0.6 seconds.
        replicate.Creates.Then(Answers.Status(401));
        await replicate.FailAsync();
        Assert.That(replicate.Creates.Sent[1]["Prefer"], Is.EqualTo(wait));
        Assert.That(replicate.Creates.Sent[1]["Cancel-After"], Is.EqualTo(cancelAfter));
    }

    [TestCase("https://audio.example/%7Ea b/ü%2Fc.mp3?sig=a%2Bb+c==&x=\"1\"#part")]
    [TestCase("HTTP://Audio.Example:80/../a.mp3")]
    [TestCase("https://user:pass@audio.example/a.mp3")]
    public async Task Audio_URL_is_sent_exactly_as_given(string audio)
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync(audio);
        Assert.That(SentAudio(replicate), Is.EqualTo(audio));
    }

    [Test]
    public async Task Data_URI_of_256_kB_is_sent_as_given()
    {
        const string Start = "data:audio/mpeg;base64,";
        var audio = Start + new string('A', (256 * 1024) - Start.Length);
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync(audio);
        Assert.That(SentAudio(replicate), Is.EqualTo(audio));
    }

    [Test]
    public async Task Longer_data_URI_is_an_argument_error()
    {
        await using var replicate = new ScriptedReplicate();
        var audio = new Uri("data:audio/mpeg;base64," + new string('A', 256 * 1024));
        await Assert.ThatAsync(() => replicate.Classifier.ClassifyAsync(audio), Throws.TypeOf<ArgumentException>()
            .With.Message.EqualTo(
                "The audio's data URI has 262167 characters, but at most 262144 are allowed. Use an http(s) URL, "
                + "a file or a stream. (Parameter 'audio')"));
    }

    [TestCase("ftp://audio.example/a.mp3")]
    [TestCase("file:///etc/passwd")]
    [TestCase("/a.mp3")]
    [TestCase("audio.example/a.mp3")]
    public async Task Other_schemes_and_relative_URLs_are_argument_errors(string audio)
    {
        await using var replicate = new ScriptedReplicate();
        var address = new Uri(
            audio, audio.Contains("://", StringComparison.Ordinal) ? UriKind.Absolute : UriKind.Relative);
        await Assert.ThatAsync(() => replicate.Classifier.ClassifyAsync(address), Throws.TypeOf<ArgumentException>()
            .With.Message.EqualTo("The audio URL must be an absolute http(s) URL or a data URI. (Parameter 'audio')"));
    }

    [TestCase("xn--ü.example")]
    [TestCase("äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü.example")]
    public async Task Host_that_is_not_a_domain_name_is_an_argument_error(string host)
    {
        await using var replicate = new ScriptedReplicate();
        await Assert.ThatAsync(
            () => replicate.Classifier.ClassifyAsync(new Uri($"https://{host}/a.mp3")),
            Throws.TypeOf<ArgumentException>().With.Message.EqualTo(
                "The host of the audio URL is not a valid domain name. Check the URL. (Parameter 'audio')"));
    }

    [Test]
    public async Task Null_audio_is_an_argument_error()
    {
        await using var replicate = new ScriptedReplicate();
        await Assert.ThatAsync(
            () => replicate.Classifier.ClassifyAsync(null!),
            Throws.TypeOf<ArgumentNullException>().With.Property("ParamName").EqualTo("audio"));
    }

    private static string? SentAudio(ScriptedReplicate replicate) =>
        JsonDocument.Parse(replicate.Creates.Only.Body).RootElement
            .GetProperty("input")
            .GetProperty("audio")
            .GetString();
}
