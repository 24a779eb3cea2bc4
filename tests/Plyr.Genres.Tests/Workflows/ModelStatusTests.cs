using System.Net;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>What a health check learns about the model.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Fault", 15)]
internal sealed class ModelStatusTests
{
    [Test]
    public async Task Status_without_a_run_has_no_failure()
    {
        await using var flow = new Flow();

        var status = flow.Genres.GetStatus();

        Assert.That(status, Is.EqualTo(new GenreModelStatus(Enabled: true)));
    }

    [TestCase(GenreClassificationFailure.AuthenticationFailed)]
    [TestCase(GenreClassificationFailure.BillingRequired)]
    [TestCase(GenreClassificationFailure.ModelUnavailable)]
    [TestCase(GenreClassificationFailure.OutputHostNotAllowed)]
    [TestCase(GenreClassificationFailure.ModelNotUsable)]
    [TestCase(GenreClassificationFailure.ServiceUnavailable)]
    [TestCase(GenreClassificationFailure.RateLimited)]
    public async Task Status_names_the_failure_its_message_and_when_it_began(GenreClassificationFailure failure)
    {
        await using var flow = Failing(failure);
        var began = flow.Time.GetUtcNow();
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Time.Advance(TimeSpan.FromMinutes(1));
        await flow.Genres.ClassifyAsync(Flow.Id);

        var status = flow.Genres.GetStatus();

        Assert.Multiple(() =>
        {
            Assert.That(status.Failure, Is.EqualTo(failure));
            Assert.That(status.Message, Is.Not.Empty);
            Assert.That(status.Since, Is.EqualTo(began));
        });
    }

    [TestCase(GenreClassificationFailure.AudioRejected)]
    [TestCase(GenreClassificationFailure.ModelFailed)]
    public async Task Failure_of_one_run_is_not_the_models(GenreClassificationFailure failure)
    {
        await using var flow = Failing(failure);
        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Genres.GetStatus().Failure, Is.Null);
    }

    [Test]
    public async Task Answer_of_the_service_clears_the_failure()
    {
        await using var flow = Failing(GenreClassificationFailure.BillingRequired);
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Answers();
        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Genres.GetStatus(), Is.EqualTo(new GenreModelStatus(Enabled: true)));
    }

    [TestCase(GenreClassificationFailure.TimedOut)]
    [TestCase(GenreClassificationFailure.AudioUnavailable)]
    [TestCase(GenreClassificationFailure.InvalidInput)]
    public async Task Run_without_an_answer_keeps_the_failure(GenreClassificationFailure silent)
    {
        await using var flow = Failing(GenreClassificationFailure.ServiceUnavailable);
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Fails(silent);
        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Genres.GetStatus().Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
    }

    [Test]
    public async Task Input_that_the_service_refuses_clears_the_failure()
    {
        await using var flow = Failing(GenreClassificationFailure.ServiceUnavailable);
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Run = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.InvalidInput, "Too large.")
            {
                StatusCode = HttpStatusCode.RequestEntityTooLarge,
            };
        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Genres.GetStatus().Failure, Is.Null);
    }

    private static Flow Failing(GenreClassificationFailure failure)
    {
        var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(failure);
        return flow;
    }
}
