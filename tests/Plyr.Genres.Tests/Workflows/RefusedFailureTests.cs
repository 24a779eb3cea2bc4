using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// Rule 14 for a run that failed: what happened to the track during the run counts, and the failure is not recorded.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 14)]
internal sealed class RefusedFailureTests
{
    [Test]
    public async Task Rejection_of_replaced_audio_is_superseded()
    {
        await using var flow = new Flow();
        flow.Put();
        FailsAfter(flow, () => flow.ReplaceAudio("b"));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [Test]
    public async Task Rejection_of_a_deleted_track_is_not_found()
    {
        await using var flow = new Flow();
        flow.Put();
        FailsAfter(flow, () => flow.Rows.Remove(Flow.Id));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.NotFound));
    }

    [Test]
    public async Task Recorded_rejection_starts_no_cooldown()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.AudioRejected);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        await flow.Genres.ForgetAsync(Flow.Id);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_success_ends_the_cooldown_of_an_earlier_failure()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.TimedOut);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        await flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Genres.ForgetAsync(Flow.Id);
        Assert.That((await flow.Genres.RecommendTagsAsync(Flow.Id))!.Tags, Is.Not.Empty);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(3));
    }

    private static void FailsAfter(Flow flow, Action change) => flow.Classifier.Run = (_, _) =>
    {
        change();
        return Task.FromException<GenreClassification>(
            new GenreClassificationException(GenreClassificationFailure.AudioRejected, "It failed; try again."));
    };
}
