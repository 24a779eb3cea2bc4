using System.Net;
using NUnit.Framework;
using Plyr.Genres.Replicate;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Every failure is one exception, with what happened, what to do, and the message of the service.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 25)]
internal sealed class FailureTests
{
    private const string MayBeCharged =
        "Retry later. The run may have been started and charged, so it was not requested again.";

    private static readonly string Version = PlyrGenresDefaults.ModelVersion;

    public static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case(
            401,
            AuthenticationFailed,
            "Replicate rejected the API token (HTTP 401). Check Replicate.ApiToken (REPLICATE_API_TOKEN). "
            + "Message: Why.");
        yield return Case(
            403,
            AuthenticationFailed,
            "Replicate rejected the API token (HTTP 403). Check Replicate.ApiToken (REPLICATE_API_TOKEN). "
            + "Message: Why.");
        yield return Case(
            402,
            BillingRequired,
            "Replicate requires billing or credit (HTTP 402). Set up billing or buy credit, and wait a few "
            + "minutes. Message: Why.");
        yield return Case(
            404,
            ModelUnavailable,
            "Replicate has no such address (HTTP 404). Check Replicate.BaseAddress and Replicate.ModelVersion. "
            + "Message: Why.");
        yield return Case(
            408, ServiceUnavailable, $"Replicate is unavailable (HTTP 408). {MayBeCharged} Message: Why.");
        yield return Case(
            413,
            InvalidInput,
            "The audio is too large for Replicate (HTTP 413). Use a smaller file, or an http(s) URL. Message: Why.");
        yield return Case(
            422, InvalidInput, "Replicate refused the request (HTTP 422). Check the audio. Message: Why.");
        yield return Case(
            400, InvalidInput, "Replicate refused the request (HTTP 400). Check the audio. Message: Why.");
        yield return Case(
            409, InvalidInput, "Replicate refused the request (HTTP 409). Check the audio. Message: Why.");
        yield return Case(
            499, InvalidInput, "Replicate refused the request (HTTP 499). Check the audio. Message: Why.");
        yield return Case(
            500, ServiceUnavailable, $"Replicate is unavailable (HTTP 500). {MayBeCharged} Message: Why.");
        yield return Case(
            307,
            ServiceUnavailable,
            "Replicate gave an unexpected answer (HTTP 307). Check Replicate.BaseAddress. Message: Why.");

        static TestCaseData Case(int status, GenreClassificationFailure failure, string message) =>
            new(status, failure, message);
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task Refused_create_fails_with_the_reason_and_what_to_do(
        int status, GenreClassificationFailure expected, string message)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(status, """{"title":"Short","detail":"Why"}"""));
        var failure = await replicate.FailAsync();
        Assert.That((failure.Failure, failure.Message), Is.EqualTo((expected, message)));
        Assert.That(
            ((int?)failure.StatusCode, failure.PredictionId, failure.RetryAfter),
            Is.EqualTo(((int?)status, (string?)null, (TimeSpan?)null)));
    }

    [TestCase("Invalid version or not permitted")]
    [TestCase("VERSION is disabled")]
    public async Task Version_that_is_not_offered_is_an_unavailable_model(string title)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Status(
                422, $$"""{"title":"{{title}}","detail":"The specified version does not exist.","status":422}"""));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Failure, Is.EqualTo(ModelUnavailable));
        Assert.That(failure.Message, Is.EqualTo(
            $"Replicate does not offer model version {Version} to this account (HTTP 422). Set "
            + "Replicate.ModelVersion to the latest version, and check that the token belongs to the right "
            + "account. Message: The specified version does not exist."));
    }

    [Test]
    public async Task Version_in_the_detail_of_a_422_is_invalid_input()
    {
        // The title decides: a detail may quote what was sent.
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Status(422, """{"title":"Input validation failed","detail":"version is wrong"}"""));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(InvalidInput));
    }

    [TestCase("""{"title":"Title","detail":"Detail","error":"Error"}""", " Message: Detail.")]
    [TestCase("""{"title":"Title","error":"Error"}""", " Message: Error.")]
    [TestCase("""{"title":"Title"}""", " Message: Title.")]
    [TestCase("""{"title":"Title","detail":"","error":null}""", " Message: Title.")]
    [TestCase("""{"detail":{"msg":"Deep"}}""", " Message: {\"msg\":\"Deep\"}.")]
    [TestCase(
        """{"detail":"- input: audio is required\n- input.x: wrong\n"}""",
        " Message: - input: audio is required - input.x: wrong.")]
    [TestCase("""{"detail":"It ends with a stop."}""", " Message: It ends with a stop.")]
    [TestCase("""{"detail":7}""", "")]
    [TestCase("""{"detail":"\ud800"}""", "")]
    [TestCase("<html><body>Bad gateway</body></html>", "")]
    [TestCase("", "")]
    [TestCase("null", "")]
    [TestCase("[1]", "")]
    [TestCase("\"text\"", "")]
    public async Task Status_decides_whatever_the_body_contains(string body, string said)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(502, body, "text/html"));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo($"Replicate is unavailable (HTTP 502). {MayBeCharged}{said}"));
        Assert.That(failure.Failure, Is.EqualTo(ServiceUnavailable));
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public async Task Error_body_is_read_up_to_64_KiB(int more, bool read)
    {
        const string Body = """{"detail":"Why"}""";
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(500, new string(' ', (64 * 1024) - Body.Length + more) + Body));
        Assert.That(
            (await replicate.FailAsync()).Message,
            Is.EqualTo(
                $"Replicate is unavailable (HTTP 500). {MayBeCharged}" + (read ? " Message: Why." : "")));
    }

    [Test]
    public async Task Error_body_that_does_not_arrive_is_awaited_for_5_seconds()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.SilentBody(401));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio));
        await replicate.Time.WhenTimerWaitsAsync(TimeSpan.FromSeconds(5));
        replicate.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(
            (await replicate.FailAsync(classification)).Message,
            Is.EqualTo("Replicate rejected the API token (HTTP 401). Check Replicate.ApiToken (REPLICATE_API_TOKEN)."));
    }

    public static IEnumerable<TestCaseData> BrokenBodies()
    {
        yield return new TestCaseData(new IOException("reset")).SetArgDisplayNames("reset");
        yield return new TestCaseData(new HttpRequestException("broken")).SetArgDisplayNames("broken");
        yield return new TestCaseData(new InvalidDataException("gzip")).SetArgDisplayNames("damaged");
    }

    [TestCaseSource(nameof(BrokenBodies))]
    public async Task Broken_error_body_does_not_hide_the_error(Exception exception)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.BreaksInBody(() => exception, 402));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(BillingRequired));
    }

    [TestCase(300)]
    [TestCase(301)]
    [TestCase(5000)]
    public async Task Long_message_is_cut_at_300_characters(int length)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(500, $$"""{"detail":"{{new string('x', length)}}"}"""));
        Assert.That((await replicate.FailAsync()).Message, Is.EqualTo(
            $"Replicate is unavailable (HTTP 500). {MayBeCharged} Message: " + new string('x', 300)
                + (length > 300 ? "..." : ".")));
    }

    [TestCase(
        "Fetch https://audio.example/a.mp3?signature=geheim failed", "Fetch https://audio.example/a.mp3?*** failed")]
    [TestCase("Fetch HTTP://audio.example/a.mp3#geheim, twice", "Fetch HTTP://audio.example/a.mp3#***, twice")]
    [TestCase(
        "Pool(host='a.example', port=443): with url: /a.mp3?k=geheim (refused)",
        "Pool(host='a.example', port=443): with url: /a.mp3?*** (refused)")]
    [TestCase("Fetch https://user:geheim@audio.example/a.mp3 failed", "Fetch https://***@audio.example/a.mp3 failed")]
    [TestCase("Is it mono and/or? Write to help@replicate.com", "Is it mono and/or? Write to help@replicate.com")]
    [TestCase(
        "See https://replicate.com/account/billing to buy credit",
        "See https://replicate.com/account/billing to buy credit")]
    [TestCase(
        "See https://replicate.com/account/billing#billing to buy",
        "See https://replicate.com/account/billing#billing to buy")]
    [TestCase(
        "('https://a.example/x?k=geheim', 'https://b.example/y?k=geheim')",
        "('https://a.example/x?***', 'https://b.example/y?***')")]
    [TestCase("Can't open data:audio/mpeg;base64,geheim== here", "Can't open data URI here")]
    [TestCase("one\\ntwo\\t\\u0000three", "one two three")]
    [TestCase("  padded  ", "padded")]
    public async Task Message_is_shown_on_one_line_without_queries_and_data(string said, string shown)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Created($$"""{"id":"{{Prediction.Id}}","status":"failed","error":"{{said}}"}"""));
        Assert.That((await replicate.FailAsync()).Message, Is.EqualTo(
            $"The run failed at the model. Retry later. Message: {shown}. Prediction: {Prediction.Id}."));
    }

    [TestCase("the token r8_abc of r8_abc", "r8_abc", "the token *** of ***.")]
    [TestCase("no token is set", null, "no token is set.")]
    public void Token_in_a_message_is_masked(string said, string? token, string shown) =>
        Assert.That(new SecretText(null, () => token).Quote(said), Is.EqualTo(shown));

    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("\"  \"")]
    [TestCase(null)]
    [Property("Defect", "H5")]
    public async Task Failed_run_without_a_message_is_described_with_its_prediction(string? error)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Created(
                $$"""{"id":"{{Prediction.Id}}","status":"failed"{{(error is null ? "" : $",\"error\":{error}")}}}"""));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            $"The run failed at the model. Retry later. Prediction: {Prediction.Id}."));
        Assert.That(
            (failure.Failure, failure.PredictionId, failure.StatusCode),
            Is.EqualTo((ModelFailed, Prediction.Id, (HttpStatusCode?)null)));
    }

    [TestCase("""{"code":"E1000"}""", "{\"code\":\"E1000\"}")]
    [TestCase("7", "7")]
    public async Task Error_that_is_not_a_text_is_shown_as_JSON(string error, string said)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created($$"""{"id":"{{Prediction.Id}}","status":"failed","error":{{error}}}"""));
        Assert.That((await replicate.FailAsync()).Message, Does.Contain($" Message: {said}. Prediction: "));
    }

    // The texts of the model and its audio loader; sources: MTG/essentia#490, #1029, and audioloader.cpp.
    [TestCase(
        "Error while configuring MonoLoader: AudioLoader: Could not open file audio, error = Invalid data found "
        + "when processing input")]
    [TestCase("AudioLoader: Unsupported codec!")]
    [TestCase("AudioLoader ERROR: found 0 streams in the file, expecting one or more audio streams")]
    [TestCase("AudioLoader: could not load audio. Audio file has more than 2 channels.")]
    [TestCase("Invalid data found when processing input")]
    [TestCase("RuntimeError(\"In AudioLoader: Unsupported codec!\")")]
    [TestCase("Error while computing FrameCutter: the input signal is empty")]
    [TestCase(
        "Error while computing TensorflowPredict2D: empty input: the audio is too short, shorter than 2.03 seconds")]
    public async Task Run_that_failed_because_of_the_audio_describes_what_the_model_needs(string error)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("failed", error: error)));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Failure, Is.EqualTo(AudioRejected));
        Assert.That(failure.Message, Does.StartWith(
            "The model can't use this audio. It must be readable, have one or two channels, and last at least "
            + "2.03 seconds. Message: "));
    }

    [TestCase("E1000: unknown error")]
    [TestCase("CUDA out of memory")]
    [TestCase("Prediction interrupted; please retry (code: PA)")]
    [TestCase("Segmentation fault (core dumped)")]
    [TestCase("AudioLoader: Could not open file audio: No such file or directory")]
    [TestCase("AudioLoader: Could not open file audio, error = Permission denied")]
    [TestCase("AudioLoader: Could not open file audio, error = Input/output error")]
    [TestCase("AudioLoader: Could not open file audio, error = Cannot allocate memory")]
    [TestCase("AudioLoader: Could not open file audio, error = Too many open files")]
    [TestCase("AudioLoader: Could not open file audio, error = No space left on device")]
    [TestCase("AudioLoader: Could not open file audio, error = Resource temporarily unavailable")]
    [TestCase("AudioLoader: Could not open file audio, error = Connection timed out")]
    [TestCase("AudioLoader: Could not open file audio, error = Operation timed out")]
    [TestCase("AudioLoader: Could not open file audio, error = Connection refused")]
    [TestCase("AudioLoader: Could not open file audio, error = Connection reset by peer")]
    [TestCase("AudioLoader: Could not open file audio, error = Network is unreachable")]
    [TestCase("Error while computing MonoLoader: std::bad_alloc")]
    [TestCase("AudioLoader: Unsupported codec! Killed")]
    public async Task Run_that_failed_for_another_reason_does_not_reject_the_audio(string error)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("failed", error: error)));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(ModelFailed));
    }

    [Test]
    public async Task Audio_that_the_model_can_not_fetch_is_unreachable()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Created(
                Prediction.With("failed", error: "404 Client Error: Not Found for url: https://audio.example/a.mp3")));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Failure, Is.EqualTo(AudioUnreachable));
        Assert.That(failure.Message, Is.EqualTo(
            "The model could not fetch the audio. Check that its URL can be reached from the internet. Message: 404 "
            + $"Client Error: Not Found for url: https://audio.example/a.mp3. Prediction: {Prediction.Id}."));
    }

    [TestCase("failed")]
    [TestCase("canceled")]
    public async Task Failure_of_a_run_contains_its_billed_time(string status)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With(status, predictTime: 1.5)));

        var failure = await replicate.FailAsync();

        Assert.That(failure.PredictTime, Is.EqualTo(TimeSpan.FromSeconds(1.5)));
    }

    [Test]
    public async Task Proxy_that_requires_authentication_is_an_unavailable_service()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(407));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Failure, Is.EqualTo(ServiceUnavailable));
        Assert.That(
            failure.Message, Is.EqualTo("A proxy requires authentication (HTTP 407). Check the proxy settings."));
    }

    [TestCase("canceled")]
    [TestCase("aborted")]
    public async Task Run_that_was_canceled_at_the_service_is_canceled(string status)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With(status)));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            $"The run was canceled at Replicate (status {status}). Retry later. Prediction: {Prediction.Id}."));
        Assert.That((failure.Failure, failure.PredictionId), Is.EqualTo((Canceled, Prediction.Id)));
        Assert.That(replicate.Cancels.Sent, Is.Empty);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    public async Task Nothing_is_sent_without_a_token(string? token)
    {
        await using var replicate = new ScriptedReplicate(options => options.Replicate.ApiToken = token);
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, failure.Message),
            Is.EqualTo((AuthenticationFailed, "There is no API token. Set Replicate.ApiToken (REPLICATE_API_TOKEN).")));
    }
}
