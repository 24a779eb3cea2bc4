using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>A run that succeeded was charged, also when its output does not arrive before the deadline.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26)]
internal sealed class UnfetchedOutputTests
{
    [Test]
    public async Task Output_that_does_not_arrive_in_time_is_charged_and_its_run_not_canceled()
    {
        await using var replicate = Succeeded();
        replicate.Downloads.Then(Answers.Silence);

        var failing = replicate.FailAsync();
        await replicate.Downloads.WhenSentAsync();
        replicate.Time.Advance(TimeSpan.FromSeconds(20));
        var failure = await failing;

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(failure.Message, Is.EqualTo(
            "The run succeeded and was charged, but its output could not be fetched in time. Retry later, or raise "
            + $"Timeout (REPLICATE_TIMEOUT_SECONDS). Prediction: {Prediction.Id}."));
        AssertCharged(failure);
    }

    [Test]
    public async Task Endless_interim_answers_to_a_download_are_an_output_that_is_late()
    {
        await using var replicate = Succeeded();
        replicate.Downloads.Then(Answers.Breaks(HttpRequestError.ConfigurationLimitExceeded));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Message, Does.StartWith(
            "The run succeeded and was charged, but its output could not be fetched in time. Retry later"));
        AssertCharged(failure);
    }

    [TestCase(503, GenreClassificationFailure.ServiceUnavailable)]
    [TestCase(429, GenreClassificationFailure.RateLimited)]
    public async Task Output_that_is_refused_until_the_deadline_is_charged(
        int status, GenreClassificationFailure expected)
    {
        await using var replicate = Succeeded();
        replicate.Downloads.Always(Answers.Status(status));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Failure, Is.EqualTo(expected));
        Assert.That((int?)failure.StatusCode, Is.EqualTo(status));
        Assert.That(failure.Message, Does.StartWith(
            "The run succeeded and was charged, but its output could not be fetched. Replicate "));
        AssertCharged(failure);
    }

    [Test]
    public async Task Refusal_explains_a_deadline_that_passes_during_the_next_download()
    {
        await using var replicate = Succeeded();
        replicate.Downloads.Then(Answers.Status(503), Answers.Silence);

        var failing = replicate.FailAsync();
        await replicate.Downloads.WhenSentAsync(2);
        replicate.Time.Advance(TimeSpan.FromSeconds(20));
        var failure = await failing;

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        AssertCharged(failure);
    }

    private static ScriptedReplicate Succeeded() =>
        new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(20)).WithOutput(Prediction.OutputUrl);

    private static void AssertCharged(GenreClassificationException failure)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.RunSucceeded, Is.True);
            Assert.That(failure.PredictTime, Is.EqualTo(TimeSpan.FromSeconds(2)));
            Assert.That(failure.PredictionId, Is.EqualTo(Prediction.Id));
            Assert.That(failure.Message, Does.EndWith($" Prediction: {Prediction.Id}."));
        }
    }
}
