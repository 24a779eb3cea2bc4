using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>Rules 30 and 31: what is counted, and how fast it goes.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class BackfillTallyTests
{
    private static readonly Track Track = new() { Id = 1 };

    [Test]
    public void Every_way_a_track_can_end_is_counted_and_billed_as_it_is()
    {
        using var tally = new BackfillTally(new PlyrGenresOptions { Replicate = { CostPerRun = 0, CostPerSecond = 1 } }, progress: null, new ManualTimeProvider());
        tally.Done(Track, Asked(ClassificationStatus.Classified, 2));
        tally.Done(Track, Asked(ClassificationStatus.Empty, 3));
        tally.Done(Track, Asked(ClassificationStatus.Superseded, 4));
        tally.Done(Track, Asked(ClassificationStatus.Failed, 5) with { Failure = GenreClassificationFailure.AudioRejected });
        tally.Done(Track, new RunOutcome(ClassificationStatus.AlreadyFresh) { WasSettled = true });
        tally.Done(Track, new RunOutcome(ClassificationStatus.AlreadyFresh));
        tally.Done(Track, new RunOutcome(ClassificationStatus.NotFound));
        tally.StoreFailed(Track);

        var report = tally.Finish(BackfillEnd.Finished, dryRun: false);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Asked, report.Classified, report.Empty, report.Settled, report.Skipped), Is.EqualTo((4, 1, 1, 1, 3)));
            Assert.That(report.Failed, Is.EqualTo(new Dictionary<string, long> { ["audio_rejected"] = 1, ["store"] = 1 }));
            Assert.That((report.BilledTime, report.Cost), Is.EqualTo((TimeSpan.FromSeconds(9), 9m)), "a failed run is not known to be billed");
        }
    }

    [Test]
    public void Progress_tells_how_many_are_done_and_how_long_the_rest_will_take()
    {
        var told = new Told();
        var time = new ManualTimeProvider();
        using var tally = new BackfillTally(new PlyrGenresOptions(), told, time) { Total = 10 };
        tally.Done(Track, Asked(ClassificationStatus.Classified, 1));
        Assert.That((told.Steps[0].TracksPerMinute, told.Steps[0].TimeLeft), Is.EqualTo((0d, (TimeSpan?)null)), "no time has passed");

        time.Advance(TimeSpan.FromMinutes(2));
        tally.Done(Track, Asked(ClassificationStatus.Empty, 1));
        tally.Done(Track, new RunOutcome(ClassificationStatus.AlreadyFresh) { WasSettled = true });
        tally.Done(Track, new RunOutcome(ClassificationStatus.NotFound));
        tally.StoreFailed(Track);

        Assert.That(told.Steps.Select(step => step.Done), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
        Assert.That((told.Steps[4].TracksPerMinute, told.Steps[4].TimeLeft), Is.EqualTo((2.5, (TimeSpan?)TimeSpan.FromMinutes(2))));
    }

    [Test]
    public void The_first_reason_to_stop_is_the_one_that_is_reported()
    {
        using var tally = new BackfillTally(new PlyrGenresOptions(), progress: null, new ManualTimeProvider());
        tally.Done(Track, new RunOutcome(ClassificationStatus.Failed) { Failure = GenreClassificationFailure.BillingRequired, WasAsked = true });
        tally.Done(Track, new RunOutcome(ClassificationStatus.Failed) { Failure = GenreClassificationFailure.AuthenticationFailed, WasAsked = true });
        tally.Done(Track, new RunOutcome(ClassificationStatus.Disabled));

        var report = tally.Finish(BackfillEnd.Finished, dryRun: false);
        Assert.That((report.End, report.StoppedBy), Is.EqualTo((BackfillEnd.Stopped, (GenreClassificationFailure?)GenreClassificationFailure.BillingRequired)));
    }

    private static RunOutcome Asked(ClassificationStatus status, int seconds) => new(status) { WasAsked = true, PredictTime = TimeSpan.FromSeconds(seconds) };
}
