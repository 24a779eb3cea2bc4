using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Polling a run that did not finish within the wait.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26), Property("Defect", "C2")]
internal sealed class PollingTests
{
    [Test]
    public async Task Unfinished_run_is_polled_until_it_succeeds()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(
            Answers.Ok(Prediction.Starting), Answers.Ok(Prediction.Processing), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        var classification = await replicate.ClassifyAsync();
        Assert.That(
            classification.Labels,
            Is.EqualTo(
                new[]
                {
                    new GenreLabelScore("Electronic---Ambient", 0.8),
                    new GenreLabelScore("Rock---Shoegaze", 0.3),
                }));
        Assert.That(classification.PredictionId, Is.EqualTo(Prediction.Id));
        Assert.That(classification.Model, Is.EqualTo(PlyrGenresDefaults.ModelVersion));
        Assert.That(classification.PredictTime, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(replicate.Polls.Sent, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Waits_between_polls_grow_from_half_a_second_to_five_with_jitter()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromHours(1));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Always(Answers.Ok(Prediction.Starting));
        replicate.Cancels.Then(Answers.Ok("{}"));
        await replicate.FailAsync();
        var waits = replicate.Time.Delays.Select(wait => wait.TotalSeconds).ToArray();
        Assert.That(waits, Has.Length.GreaterThan(600));
        var middle = 0.5;
        foreach (var wait in waits[..^1])
        {
            // Whole milliseconds are waited.
            Assert.That(wait, Is.InRange((middle * 0.8) - 0.001, middle * 1.2));
            middle = Math.Min(middle * 1.5, 5);
        }

        var late = waits[10..^1];
        Assert.That(
            late, Has.Some.LessThan(4.2).And.Some.GreaterThan(5.8), "over hundreds of waits, jitter reaches both ends");
        Assert.That(late, Has.Some.InRange(4.9, 5.1));
    }

    [Test]
    public async Task Deadline_ends_the_polls_and_cancels_the_run()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(30));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Always(Answers.Ok(Prediction.Processing));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var start = replicate.Time.GetUtcNow();
        var failure = await replicate.FailAsync();
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(failure.Message, Is.EqualTo(
            "Replicate did not answer within 30 seconds. The run is canceled. Retry later, or raise Timeout "
            + $"(REPLICATE_TIMEOUT_SECONDS): an idle model takes minutes to start. Prediction: {Prediction.Id}."));
        Assert.That(
            (failure.PredictionId, failure.StatusCode, failure.RetryAfter),
            Is.EqualTo((Prediction.Id, (System.Net.HttpStatusCode?)null, (TimeSpan?)null)));
        Assert.That(
            replicate.Time.GetUtcNow() - start,
            Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(30)).And.LessThan(TimeSpan.FromSeconds(36)));
        await replicate.Cancels.WhenSentAsync();
    }

    [TestCase("starting")]
    [TestCase("processing")]
    [TestCase("successful", Description = "a slip of the documentation")]
    [TestCase("dreaming")]
    [TestCase("Succeeded")]
    [TestCase("")]
    [TestCase(null, Description = "no status at all")]
    public async Task Unknown_status_is_polled_again(string? status)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With(status)));
        replicate.Polls.Then(Answers.Ok(Prediction.With(status)), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [TestCase("""{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":null,"output":null,"error":null,"metrics":null}""")]
    [TestCase("null")]
    [TestCase("{}")]
    public async Task Poll_without_a_status_is_repeated(string answer)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Ok(answer), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        Assert.That(replicate.Polls.Sent, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Answer_about_another_prediction_is_not_used()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(
            Answers.Ok(Prediction.With("succeeded", Prediction.DataUri("{}"), id: "another")),
            Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));

        var classification = await replicate.ClassifyAsync();

        Assert.That(classification.Labels, Has.Count.EqualTo(2));
        Assert.That(classification.PredictionId, Is.EqualTo(Prediction.Id));
    }

    [Test]
    public async Task Answers_about_another_prediction_until_the_deadline_are_a_failure()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Always(Answers.Ok(Prediction.With("succeeded", Prediction.DataUri("{}"), id: "another")));
        replicate.Cancels.Then(Answers.Ok("{}"));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Message, Is.EqualTo(
            "Polling the prediction kept failing: The answer is about another prediction. Retry later. "
            + $"Prediction: {Prediction.Id}."));
    }

    [TestCase("failed", GenreClassificationFailure.ModelFailed)]
    [TestCase("canceled", GenreClassificationFailure.Canceled)]
    [TestCase("aborted", GenreClassificationFailure.Canceled)]
    public async Task Final_status_without_output_is_a_failure(string status, GenreClassificationFailure expected)
    {
        foreach (var atOnce in new[] { true, false })
        {
            await using var replicate = new ScriptedReplicate();
            replicate.Creates.Then(Answers.Created(atOnce ? Prediction.With(status) : Prediction.Starting));
            if (!atOnce)
                replicate.Polls.Then(Answers.Ok(Prediction.With(status)));
            var failure = await replicate.FailAsync();
            Assert.That((failure.Failure, failure.PredictionId), Is.EqualTo((expected, Prediction.Id)));
        }
    }

    [Test]
    public async Task Prediction_that_is_not_found_at_first_is_polled_again()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(
            Answers.Status(404), Answers.Status(404), Answers.Status(404), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        Assert.That(replicate.Polls.Sent, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Prediction_that_is_not_found_after_10_seconds_is_a_failure()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Always(Answers.Status(404));
        replicate.Cancels.Then(Answers.Status(404));
        var start = replicate.Time.GetUtcNow();
        var failure = await replicate.FailAsync();
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(
            failure.Message,
            Is.EqualTo(
                "Replicate does not know the prediction that it created (HTTP 404). Retry later. Prediction: "
                + $"{Prediction.Id}."));
        Assert.That(failure.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
        Assert.That(failure.PredictionId, Is.EqualTo(Prediction.Id));
        Assert.That(
            replicate.Time.GetUtcNow() - start,
            Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(10)).And.LessThan(TimeSpan.FromSeconds(16)));
    }

    [Test]
    public async Task Refused_poll_is_not_repeated()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(
            Answers.Status(
                401,
                """{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":"""
                + """401}"""));
        replicate.Cancels.Then(Answers.Status(401));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AuthenticationFailed));
        Assert.That(failure.Message, Is.EqualTo(
            "Replicate rejected the API token (HTTP 401). Check Replicate.ApiToken (REPLICATE_API_TOKEN). "
            + $"Message: You did not pass a valid authentication token. Prediction: {Prediction.Id}."));
        Assert.That(failure.PredictionId, Is.EqualTo(Prediction.Id));
    }

    [Test]
    public async Task Poll_without_an_answer_is_repeated_after_30_seconds()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Silence, Answers.SilentBody(), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        var classification = replicate.ClassifyAsync();
        await replicate.Polls.WhenSentAsync(1);
        replicate.Time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.That(replicate.Polls.Sent, Has.Count.EqualTo(1));
        replicate.Time.Advance(TimeSpan.FromSeconds(0.1));
        await replicate.Polls.WhenSentAsync(2);
        replicate.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That((await classification).Labels, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Polls_without_an_answer_until_the_deadline_time_out()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(20));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Silence);
        replicate.Cancels.Then(Answers.Ok("{}"));
        var classification = replicate.FailAsync();
        await replicate.Polls.WhenSentAsync();
        replicate.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.That((await classification).Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        await replicate.Cancels.WhenSentAsync();
    }

    [Test]
    public async Task Poll_with_an_answer_larger_than_16_MiB_is_malformed()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Ok(new string(' ', 16 * 1024 * 1024) + Prediction.Succeeded));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            "Replicate returned an output that can't be used: the answer that contains it is larger than 16 MiB. "
            + $"Check Replicate.ModelVersion and Replicate.BaseAddress. Prediction: {Prediction.Id}."));
        Assert.That(
            (failure.Failure, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.MalformedOutput, Prediction.Id)));
    }
}
