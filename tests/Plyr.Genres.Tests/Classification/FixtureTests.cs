using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The recorded and quoted answers of the shared folder.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class FixtureTests
{
    [TestCase("401-invalid-token.json", 401, AuthenticationFailed)]
    [TestCase("401-no-token.json", 401, AuthenticationFailed)]
    [TestCase("402-billing-required.json", 402, BillingRequired)]
    [TestCase("402-insufficient-credit.json", 402, BillingRequired)]
    [TestCase("404-not-found.json", 404, ModelUnavailable)]
    [TestCase("404-training-destination.json", 404, ModelUnavailable)]
    [TestCase("413-file-too-large.json", 413, InvalidInput)]
    [TestCase("422-body-additional-property.json", 422, InvalidInput)]
    [TestCase("422-input-enum.json", 422, InvalidInput)]
    [TestCase("422-input-missing-required.json", 422, InvalidInput)]
    [TestCase("422-input-two-fields.json", 422, InvalidInput)]
    [TestCase("422-invalid-version.json", 422, ModelUnavailable)]
    public async Task Recorded_refusal_is_understood_and_shown(
        string file, int status, GenreClassificationFailure expected)
    {
        await using var replicate = new ScriptedReplicate();
        var body = Read("errors", file);
        replicate.Creates.Then(Answers.Status(status, body));
        var failure = await replicate.FailAsync();
        Assert.That((failure.Failure, failure.StatusCode), Is.EqualTo((expected, (HttpStatusCode?)status)));
        var detail = JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString()!;
        Assert.That(failure.Message, Does.Contain(" Message: " + detail[..20]));
    }

    [TestCase("429-docs-older.json")]
    [TestCase("429-docs.json")]
    [TestCase("429-low-credit.json")]
    public async Task Recorded_rate_limit_is_waited_for(string file)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(429, Read("errors", file)));
        replicate.WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(
            replicate.Time.Delays[0].TotalSeconds,
            file.Contains("credit", StringComparison.Ordinal) ? Is.InRange(5, 6) : Is.InRange(0.399, 0.6));
    }

    [TestCase("predictions", "create-201-starting.json")]
    [TestCase("predictions", "create-201-starting-2024.json")]
    [TestCase("predictions", "get-200-starting.json")]
    [TestCase("predictions", "get-200-processing-empty-logs.json")]
    [TestCase("predictions", "get-200-processing-with-logs.json")]
    [TestCase(
        "predictions",
        "create-201-wait-processing-output-complete.json",
        Description = "a list of texts is no file: asked on")]
    [TestCase("webhooks", "payload-start-docs.json")]
    public async Task Recorded_unfinished_run_is_polled(string folder, string file)
    {
        await using var replicate = new ScriptedReplicate();
        var prediction = Read(folder, file);
        replicate.Creates.Then(Answers.Created(prediction));
        var id = JsonDocument.Parse(prediction).RootElement.GetProperty("id").GetString();
        replicate.Polls.Then(
            Answers.Ok(prediction),
            Answers.Ok(Prediction.With("succeeded", Prediction.OutputUrl, predictTime: 2, id: id)));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [TestCase("get-200-succeeded-live.json")]
    [TestCase("get-200-succeeded-archived.json")]
    public async Task Recorded_success_is_downloaded_from_its_address(string file)
    {
        // An archived answer still names a host that no longer serves files.
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.AllowedOutputHosts = ["replicate.com"]);
        var prediction = Read("predictions", file);
        var id = JsonDocument.Parse(prediction).RootElement.GetProperty("id").GetString();
        replicate.Creates.Then(Answers.Created(Prediction.With("starting", id: id)));
        replicate.Polls.Then(Answers.Ok(prediction));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        var classification = await replicate.ClassifyAsync();
        Assert.That(classification.PredictTime, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(prediction, Does.Contain(replicate.Downloads.Only.Address));
    }

    [Test]
    public async Task Recorded_data_URI_of_an_image_is_malformed()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Read("predictions", "create-201-wait-processing-data-uri.json")));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, failure.PredictionId), Is.EqualTo((MalformedOutput, "0fqzzq8p2srgm0cjb2zaj681jr")));
    }

    [TestCase("predictions", "cancel-200-canceled.json", Canceled, "hdwst0bb05rgp0cf0p29mzk2am")]
    [TestCase("mock", "get-200-aborted-synthetic.json", Canceled, "gm3qorzdhgbfurvjtvhg6dckhu")]
    [TestCase("mock", "get-200-failed-go.json", ModelFailed, "fynndufawqhdngldkgtslldrkq")]
    [TestCase("mock", "get-200-failed-python.json", ModelFailed, "p1")]
    public async Task Recorded_run_without_success_is_a_failure(
        string folder, string file, GenreClassificationFailure expected, string id)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Read(folder, file)));
        var failure = await replicate.FailAsync();
        Assert.That((failure.Failure, failure.PredictionId), Is.EqualTo((expected, id)));
    }

    [Test]
    public async Task Recorded_error_of_the_service_is_shown()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(500, Read("mock", "500-javascript.json")));
        Assert.That(
            (await replicate.FailAsync()).Message,
            Is.EqualTo(
                "Replicate is unavailable (HTTP 500). Retry later. The run may have been started and charged, so it "
                + "was not requested again. Message: Internal server error."));
    }

    [TestCase("200-failed-current-shape.json", 200, ModelFailed)]
    [TestCase("202-async-current.json", 202, ServiceUnavailable)]
    [TestCase("409-busy-current.json", 409, ServiceUnavailable)]
    [TestCase("409-busy-python-server.json", 409, ServiceUnavailable)]
    [TestCase("422-id-mismatch-current.json", 422, InvalidInput)]
    public async Task Answer_of_Cog_is_understood(string file, int status, GenreClassificationFailure expected)
    {
        await using var replicate = new ScriptedReplicate(
            options => (options.Replicate.SelfHosted, options.Replicate.BaseAddress) = (
                true, new Uri("http://cog.internal:5000")));
        replicate.Creates.Always(Answers.Status(status, Read("cog", file)));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(expected));
    }

    private static string Read(string folder, string file) =>
        File.ReadAllText(SharedFolder.Require("fixtures", folder, file));
}
