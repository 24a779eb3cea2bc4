using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Answers of a simulator, which invents genres.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 40)]
internal sealed class SimulatedTests
{
    private static readonly string Finished =
        $$"""{"id":"{{Prediction.Id}}","model":"simulated","status":"succeeded","""
        + $$""" "output":"{{Prediction.DataOutput}}"}""";

    private static readonly string Unfinished =
        $$"""{"id":"{{Prediction.Id}}","model":"simulated","status":"starting"}""";

    [Test]
    public async Task Simulated_answer_is_an_error_that_describes_what_to_set()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Finished));
        replicate.Cancels.Then(Answers.Ok("{}"));

        var failure = await replicate.FailAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ModelNotUsable));
            Assert.That(failure.Message, Is.EqualTo(
                "The answer of api.replicate.com is simulated and was not used. Set Replicate.BaseAddress to the "
                + "address "
                + "of a real model, or Replicate.Simulated to true to accept invented genres. "
                + $"Prediction: {Prediction.Id}."));
        }
    }

    [Test]
    public async Task Simulated_run_is_canceled_at_once()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Unfinished));
        replicate.Cancels.Then(Answers.Ok("{}"));

        await replicate.FailAsync();
        await replicate.Cancels.WhenSentAsync();

        Assert.That(replicate.Polls.Sent, Is.Empty);
    }

    [Test]
    public async Task Simulated_answer_names_its_model_where_it_is_allowed()
    {
        await using var replicate = new ScriptedReplicate(options => options.Replicate.Simulated = true);
        replicate.Creates.Then(Answers.Created(Finished));
        replicate.Polls.Then(Answers.Ok(Finished));

        var classification = await replicate.ClassifyAsync();

        Assert.That(classification.Model, Is.EqualTo("simulated"));
        Assert.That(replicate.Classifier.Model, Is.EqualTo("simulated"));
    }

    [Test]
    public async Task Answer_of_the_model_names_its_version()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();

        var classification = await replicate.ClassifyAsync();

        Assert.That(classification.Model, Is.EqualTo(PlyrGenresDefaults.ModelVersion));
        Assert.That(replicate.Classifier.Model, Is.EqualTo(PlyrGenresDefaults.ModelVersion));
    }
}
