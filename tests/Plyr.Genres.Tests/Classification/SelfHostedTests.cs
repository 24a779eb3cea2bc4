using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Replicate;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The same model, run by a self-hosted Cog server.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class SelfHostedTests
{
    private const int FourBlocks = 4 * 48 * 1024;
    private const string Done = """{"output":"?","status":"succeeded","metrics":{"predict_time":1.5}}""";

    [TestCase("http://127.0.0.1:5001")]
    [TestCase("http://cog.internal:5000/")]
    [TestCase("https://cog.example")]
    public async Task Request_to_Cog_has_no_version_token_or_preference(string baseAddress)
    {
        await using var replicate = Cog(baseAddress: baseAddress);
        replicate.Creates.Then(Answers.Ok(Succeeded(Prediction.DataOutput)));
        var classification = await replicate.ClassifyAsync("https://audio.example/a.mp3");
        Assert.That(replicate.Creates.Only.Address, Is.EqualTo(baseAddress.TrimEnd('/') + "/predictions"));
        Assert.That(
            replicate.Creates.Only.Body,
            Is.EqualTo("""{"input":{"audio":"https://audio.example/a.mp3","output_format":"JSON"}}"""));
        Assert.That(replicate.Creates.Only.Headers, Has.Length.EqualTo(2)
            .And.Member("Content-Type: application/json").And.Some.StartsWith("User-Agent: Plyr.Genres/"));
        Assert.That(classification.Labels, Has.Count.EqualTo(2));
        Assert.That(
            (classification.PredictionId, classification.PredictTime),
            Is.EqualTo(((string?)null, TimeSpan.FromSeconds(1.5))));
    }

    [Test]
    public async Task Cog_is_not_asked_for_the_billed_time()
    {
        await using var replicate = Cog();
        replicate.Creates.Then(
            Answers.Ok($$"""{"id":"abc","output":"{{Prediction.DataOutput}}","status":"succeeded"}"""));
        var classification = await replicate.ClassifyAsync();
        Assert.That((classification.PredictionId, classification.PredictTime), Is.EqualTo(("abc", (TimeSpan?)null)));
    }

    [TestCase(190_001)]
    [TestCase(FourBlocks - 1)]
    [TestCase(FourBlocks)]
    [TestCase(FourBlocks + 1)]
    public async Task Larger_content_is_sent_to_Cog_as_one_data_URI_of_known_length(int length)
    {
        var requests = new LengthRecorder();
        await using var replicate = Cog(register: builder => builder.HttpClient.AddHttpMessageHandler(() => requests));
        replicate.Creates.Then(Answers.Ok(Succeeded(Prediction.DataOutput)));
        var content = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();

        await replicate.ClassifyAsync(AudioSource.FromStream(
            _ => Task.FromResult<Stream>(new MemoryStream(content)), mediaType: "audio/flac", length: length));

        using (Assert.EnterMultipleScope())
        {
            var body = replicate.Creates.Only.Body;
            var input = JsonDocument.Parse(body).RootElement.GetProperty("input");
            var audio = input.GetProperty("audio").GetString()!.Split(',');
            Assert.That(audio[0], Is.EqualTo("data:audio/flac;base64"));
            Assert.That(Convert.FromBase64String(audio[1]), Is.EqualTo(content));
            Assert.That(input.GetProperty("output_format").GetString(), Is.EqualTo("JSON"));
            Assert.That(requests.Length, Is.EqualTo(body.Length));
        }
    }

    [TestCase(409, """{"error":"At capacity - all prediction slots busy","status":"failed"}""")]
    [TestCase(409, """{"detail":"Already running a prediction"}""")]
    [TestCase(503, """{"error":"not ready","status":"failed"}""")]
    public async Task Busy_or_starting_Cog_is_waited_for(int status, string body)
    {
        await using var replicate = Cog();
        replicate.Creates.Then(
            Answers.Status(status, body), Answers.Status(status, body), Answers.Ok(Succeeded(Prediction.DataOutput)));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [TestCase(
        409,
        "The model at cog.internal:5000 is busy (HTTP 409). Retry later, or run more instances. Message: Already "
        + "running a prediction.")]
    [TestCase(
        503,
        "The model at cog.internal:5000 is unavailable (HTTP 503). Retry later. Message: Already running a "
        + "prediction.")]
    public async Task Cog_that_stays_busy_is_unavailable(int status, string message)
    {
        await using var replicate = Cog();
        replicate.Creates.Always(Answers.Status(status, """{"detail":"Already running a prediction"}"""));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, failure.Message, (int?)failure.StatusCode),
            Is.EqualTo((ServiceUnavailable, message, (int?)status)));
    }

    [TestCase(409, InvalidInput)]
    [TestCase(503, ServiceUnavailable)]
    public async Task Replicate_is_not_waited_for_as_a_busy_Cog(int status, GenreClassificationFailure expected)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(status));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(expected));
    }

    [TestCase(500)]
    [TestCase(502)]
    public async Task Request_that_Cog_could_not_answer_is_not_repeated_and_not_called_charged(int status)
    {
        await using var replicate = Cog();
        replicate.Creates.Then(Answers.Status(status));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Failure, Is.EqualTo(ServiceUnavailable));
        Assert.That(failure.Message, Does.Contain("The run may have been started, so it was not requested again."));
    }

    [Test]
    public async Task Failed_run_with_HTTP_200_is_a_failure()
    {
        await using var replicate = Cog();
        replicate.Creates.Then(
            Answers.Ok(
                """{"id":"abc","error":"this is a value error","logs":"","status":"failed","metrics":"""
                + """{"predict_time":0.01}}"""));
        var failure = await replicate.FailAsync();
        Assert.That(
            failure.Message,
            Is.EqualTo("The run failed at the model. Retry later. Message: this is a value error. Prediction: abc."));
        Assert.That((failure.Failure, failure.PredictionId), Is.EqualTo((ModelFailed, "abc")));
    }

    [Test]
    public async Task Detail_that_is_a_list_is_shown()
    {
        await using var replicate = Cog();
        replicate.Creates.Then(
            Answers.Status(
                422, """{"detail":[{"loc":["body","input"],"msg":"field required","type":"value_error"}]}"""));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            """The model at cog.internal:5000 refused the request (HTTP 422). Check the audio. Message: [{"loc":"""
            + """["body","input"],"msg":"field required","type":"value_error"}]."""));
        Assert.That(
            (failure.Failure, failure.StatusCode),
            Is.EqualTo((InvalidInput, (HttpStatusCode?)HttpStatusCode.UnprocessableEntity)));
    }

    [TestCase("""{"id":"wjx3whax6rf4vphkegkhcvpv6a","status":"starting"}""")]
    [TestCase("""{"status":"processing"}""")]
    public async Task Cog_that_answers_before_the_run_finished_can_not_be_followed(string answer)
    {
        await using var replicate = Cog();
        replicate.Creates.Then(Answers.Status(202, answer));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            "The model at cog.internal:5000 answered before the run finished, and Cog can't be polled. Let it "
            + "answer synchronously, or set Replicate.SelfHosted to false if this is Replicate's API."));
        Assert.That(failure.Failure, Is.EqualTo(ServiceUnavailable));
    }

    [Test]
    public async Task Output_on_the_origin_of_Cog_is_fetched_over_plain_http()
    {
        await using var replicate = Cog();
        replicate.Creates.Then(Answers.Ok(Succeeded("http://cog.internal:5000/files/out.json")));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Canceled_call_closes_the_connection_to_Cog()
    {
        await using var replicate = Cog();
        using var giveUp = new CancellationTokenSource();
        var dropped = new TaskCompletionSource();
        replicate.Creates.Then(async (request, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(dropped.SetResult);
            return await Answers.Silence(request, cancellationToken);
        });
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
        await dropped.Task;
        Assert.That(replicate.Cancels.Sent, Is.Empty);
    }

    [Test]
    public async Task Failure_names_the_server_and_not_Replicate()
    {
        await using var replicate = Cog();
        replicate.Creates.Then(Answers.Ok("""{"status":"canceled"}"""));
        var failure = await replicate.FailAsync();
        Assert.That(
            failure.Message,
            Is.EqualTo("The run was canceled at the model at cog.internal:5000 (status canceled). Retry later."));
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task Refusal_of_Cog_does_not_mention_the_token(int status)
    {
        await using var replicate = Cog();
        replicate.Creates.Then(Answers.Status(status));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            $"The model at cog.internal:5000 denied access (HTTP {status}). No token is sent to a self-hosted "
            + "model. Allow this process, or check Replicate.BaseAddress."));
        Assert.That(failure.Failure, Is.EqualTo(AuthenticationFailed));
    }

    [Test]
    public void Timeout_and_expired_output_of_Cog_do_not_mention_Replicate()
    {
        var failures = new ReplicateErrors(
            new PlyrGenresOptions
            {
                Replicate = { SelfHosted = true, BaseAddress = new Uri("http://cog.internal:5000") },
                Timeout = TimeSpan.FromSeconds(7.46),
            },
            new Uri(ScriptedReplicate.Audio),
            () => null);
        Assert.That(
            failures.Expired(new PredictionAnswer()).Message,
            Is.EqualTo("The run succeeded, but its output was already deleted. Classify the audio again."));
        Assert.That(failures.TimedOut(null).Message, Does.StartWith(
            "The model at cog.internal:5000 did not answer within 7.5 seconds. The connection is closed, which "
            + "ends the run (Cog 0.7 finishes it). Retry later"));
    }

    private static string Succeeded(string output) => Done.Replace("?", output, StringComparison.Ordinal);

    private static ScriptedReplicate Cog(
        string baseAddress = "http://cog.internal:5000", Action<PlyrGenresBuilder>? register = null) =>
        new(
            options => (options.Replicate.SelfHosted, options.Replicate.BaseAddress) = (true, new Uri(baseAddress)),
            register);

    /// <summary>Records the length that a request announces before its content is read.</summary>
    private sealed class LengthRecorder : DelegatingHandler
    {
        public long? Length { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Length = request.Content?.Headers.ContentLength;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
