using NUnit.Framework;
using Plyr.Genres.Tests.Workflows.Backfill;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rule 14 for a run that failed: what happened to the track meanwhile counts, and nothing of the failure stays.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 14)]
internal sealed class RefusedFailureTests
{
    [Test]
    public async Task A_rejection_of_audio_that_was_replaced_meanwhile_is_superseded()
    {
        await using var flow = new Flow();
        flow.Put();
        FailsAfter(flow, () => flow.ReplaceAudio("b"));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_rejection_of_a_track_that_was_deleted_meanwhile_finds_none()
    {
        await using var flow = new Flow();
        flow.Put();
        FailsAfter(flow, () => flow.Rows.Remove(Flow.Id));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.NotFound));
    }

    [Test]
    public async Task A_recorded_rejection_leaves_no_cooldown_behind()
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

    [Test]
    public async Task A_paid_answer_that_a_backfill_could_not_store_is_counted_as_asked()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Run = (_, _) =>
        {
            flow.ReplaceAudio("b");
            return Task.FromResult(FakeClassifier.Ambient);
        };
        Assert.That(await flow.Backfill().RunAsync(new BackfillOptions()), Has.Property("Asked").EqualTo(1).And.Property("Skipped").EqualTo(1));
    }

    [Test]
    public async Task A_backfill_that_is_refused_again_and_again_asks_eleven_times_for_a_track()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, TimeSpan.Zero);
        var report = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue });
        Assert.That((flow.Classifier.Calls, report.Failed["rate_limited"]), Is.EqualTo((11, 1)));
    }

    [Test]
    public async Task An_answer_that_names_no_model_stores_none()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Run = (_, _) => Task.FromResult(new GenreClassification { Labels = FakeClassifier.Ambient.Labels });
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Extra, Does.Contain("genre_predictions_file_id").And.Not.Contain("genre_predictions_model"));
    }

    private static void FailsAfter(Flow flow, Action change) => flow.Classifier.Run = (_, _) =>
    {
        change();
        return Task.FromException<GenreClassification>(new GenreClassificationException(GenreClassificationFailure.AudioRejected, "It failed; try again."));
    };
}
