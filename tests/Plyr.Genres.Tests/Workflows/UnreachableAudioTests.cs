using NUnit.Framework;
using Plyr.Genres.Tests.Workflows.Backfill;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>An address that the model can't fetch is paid for three times at most.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 25)]
internal sealed class UnreachableAudioTests
{
    [Test]
    public async Task The_third_failed_run_of_a_file_is_recorded_and_no_fourth_is_started()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.AudioUnreachable);

        for (var run = 1; run <= 4; run++)
            await flow.Backfill().RunAsync(new BackfillOptions());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(flow.Classifier.Calls, Is.EqualTo(3));
            Assert.That(flow.Track.Extra.Failure!.Reason, Is.EqualTo("audio_unreachable"));
            Assert.That(flow.Track.Extra.Attempts, Is.Null);
        }
    }

    [Test]
    public async Task A_retry_makes_sense_until_the_failure_is_recorded()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.AudioUnreachable);

        var retries = new List<bool>();
        for (var run = 1; run <= 4; run++)
            retries.Add((await flow.Genres.ClassifyAsync(Flow.Id)).ShouldRetry);

        Assert.That(retries, Is.EqualTo([true, true, false, false]));
    }

    [Test]
    public async Task Attempts_are_counted_for_the_file_and_removed_by_a_success()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.AudioUnreachable);
        await flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Genres.ClassifyAsync(Flow.Id);
        var counted = flow.Track.Extra.Attempts;
        flow.ReplaceAudio("b");

        await flow.Genres.ClassifyAsync(Flow.Id);
        var countedForOther = flow.Track.Extra.Attempts;
        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        await flow.Genres.ClassifyAsync(Flow.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(counted, Is.EqualTo(new FailedAttempts("a", 2)));
            Assert.That(countedForOther, Is.EqualTo(new FailedAttempts("b", 1)));
            Assert.That(flow.Track.Extra.Attempts, Is.Null);
        }
    }

    [Test]
    public async Task A_retry_of_a_recorded_failure_records_it_again_at_once()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.AudioUnreachable);
        for (var run = 1; run <= 3; run++)
            await flow.Genres.ClassifyAsync(Flow.Id);

        await flow.Backfill().RunAsync(new BackfillOptions { RetryFailures = true });
        await flow.Backfill().RunAsync(new BackfillOptions());

        Assert.That(flow.Classifier.Calls, Is.EqualTo(4));
        Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Failed));
    }
}
