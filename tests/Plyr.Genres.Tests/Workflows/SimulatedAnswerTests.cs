using NUnit.Framework;
using Plyr.Genres.Tests.Workflows.Backfill;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// A simulator's answers count only while the simulator is configured, and a real model replaces them.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 40)]
internal sealed class SimulatedAnswerTests
{
    private const string Simulated = """
        {"genre_predictions":[{"name":"polka","confidence":0.9}],"genre_predictions_file_id":"a",
         "genre_predictions_model":"simulated","genre_auto_tags":{"file_id":"a","names":["polka"]}}
        """;

    [Test]
    public async Task A_real_model_replaces_a_simulated_answer_and_its_auto_tags()
    {
        await using var flow = new Flow();
        flow.Put(Simulated, tags: ["mine", "polka"]);

        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
            Assert.That(recommendations!.Status, Is.EqualTo(RecommendationStatus.Ready));
            Assert.That(flow.Track.Extra.PredictionsModel, Is.EqualTo("model-1"));
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "electronic", "ambient"]));
        }
    }

    [Test]
    public async Task A_backfill_with_a_real_model_classifies_simulated_tracks()
    {
        await using var flow = new Flow();
        flow.Put(Simulated);

        var report = await flow.Backfill().RunAsync(new BackfillOptions());

        Assert.That(report.Classified, Is.EqualTo(1));
        Assert.That(flow.Track.Extra.PredictionsModel, Is.EqualTo("model-1"));
    }

    [Test]
    public async Task A_simulated_answer_is_served_while_the_simulator_is_configured()
    {
        await using var flow = new Flow(options => options.Replicate.Simulated = true);
        flow.Put(Simulated);

        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);

        Assert.That(flow.Classifier.Calls, Is.Zero);
        Assert.That(recommendations!.Tags.Select(tag => tag.Name), Is.EqualTo(["polka"]));
    }

    [Test]
    public async Task A_simulated_answer_is_not_served_while_a_real_model_is_disabled()
    {
        await using var flow = new Flow(options => options.Enabled = false);
        flow.Put(Simulated);

        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);

        Assert.That(recommendations!.Status, Is.EqualTo(RecommendationStatus.Disabled));
    }

    [Test]
    public async Task A_simulator_never_replaces_a_real_answer_even_when_forced()
    {
        await using var flow = new Flow(options => options.Replicate.Simulated = true);
        flow.Put(Flow.Stored("a", ("rock", 0.9)));

        var classification = await flow.Genres.ClassifyAsync(Flow.Id, force: true);

        Assert.That(classification.Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task A_real_model_that_rejects_the_audio_removes_the_simulated_answer()
    {
        await using var flow = new Flow();
        flow.Put(Simulated, tags: ["mine", "polka"]);
        flow.Classifier.Fails(GenreClassificationFailure.AudioRejected);

        await flow.Genres.ClassifyAsync(Flow.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Failed));
            Assert.That(flow.Track.Extra.Predictions, Is.Null);
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine"]));
        }
    }

    [Test]
    public async Task A_simulator_that_rejects_the_audio_keeps_its_former_answer()
    {
        await using var flow = new Flow(options => options.Replicate.Simulated = true);
        flow.Put(Simulated, tags: ["polka"]);
        flow.Classifier.Fails(GenreClassificationFailure.AudioRejected);

        await flow.Genres.ClassifyAsync(Flow.Id, force: true);

        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        Assert.That(flow.Track.Extra.Predictions!.Single().Name, Is.EqualTo("polka"));
        Assert.That(flow.Track.Tags, Is.EqualTo(["polka"]));
    }

    [Test]
    public async Task A_simulated_answer_that_comes_late_does_not_replace_the_answer_of_a_real_model()
    {
        await using var flow = new Flow(options => options.Replicate.Simulated = true);
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        flow.Put(Flow.Stored("a", ("rock", 0.9)));

        gate.Answer(new GenreClassification { Labels = FakeClassifier.Ambient.Labels, Model = "simulated" });

        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That(flow.Track.Extra.Predictions!.Single().Name, Is.EqualTo("rock"));
    }
}
