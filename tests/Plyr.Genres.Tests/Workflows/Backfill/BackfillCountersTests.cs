using NUnit.Framework;
using Plyr.Genres.Runs;
using Plyr.Genres.Tests.Support;
using Plyr.Genres.Workflows;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>What a backfill counts, and the rate that it reports.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class BackfillCountersTests
{
    private static readonly Track Track = new() { Id = 1 };

    [Test]
    public void Every_outcome_is_counted_once_and_every_run_is_billed()
    {
        using var counters = new BackfillCounters(dryRun: false, progress: null, new ManualTimeProvider());

        counters.End(Track, Asked(ClassificationStatus.Classified, 2));
        counters.End(Track, Asked(ClassificationStatus.Empty, 3));
        counters.End(Track, Asked(ClassificationStatus.Superseded, 4));
        counters.End(
            Track, Asked(ClassificationStatus.Failed, 5) with { Failure = GenreClassificationFailure.AudioRejected });
        counters.End(Track, new RunOutcome(ClassificationStatus.AlreadyFresh) { WasSettled = true });
        counters.End(Track, new RunOutcome(ClassificationStatus.AlreadyFresh));
        counters.End(Track, new RunOutcome(ClassificationStatus.NotFound));
        counters.CountRun(Asked(ClassificationStatus.Failed, 6));
        counters.EndWithStoreFailure(Track);
        var report = counters.ToReport(BackfillEnd.Finished);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Asked, Is.EqualTo(5));
            Assert.That(report.Classified, Is.EqualTo(1));
            Assert.That(report.Empty, Is.EqualTo(1));
            Assert.That(report.Settled, Is.EqualTo(1));
            Assert.That(report.Skipped, Is.EqualTo(3));
            Assert.That(
                report.Failed, Is.EqualTo(new Dictionary<string, long> { ["audio_rejected"] = 1, ["store"] = 1 }));
            Assert.That(report.Done, Is.EqualTo(8));
            Assert.That(report.BilledTime, Is.EqualTo(TimeSpan.FromSeconds(20)));
            Assert.That(report.Cost, Is.EqualTo(20m));
        }
    }

    [Test]
    public void Progress_reports_the_rate_and_the_time_left()
    {
        var told = new Told();
        var time = new ManualTimeProvider();
        using var counters = new BackfillCounters(dryRun: false, told, time) { Total = 10 };

        counters.End(Track, Asked(ClassificationStatus.Classified, 1));
        time.Advance(TimeSpan.FromMinutes(2));
        counters.End(Track, Asked(ClassificationStatus.Empty, 1));
        counters.End(Track, new RunOutcome(ClassificationStatus.AlreadyFresh) { WasSettled = true });
        counters.End(Track, new RunOutcome(ClassificationStatus.NotFound));
        counters.EndWithStoreFailure(Track);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Steps.Select(step => step.SoFar.Done), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
            Assert.That(told.Steps[0].TracksPerMinute, Is.Zero, "no time has passed");
            Assert.That(told.Steps[0].TimeLeft, Is.Null, "no time has passed");
            Assert.That(told.Steps[4].TracksPerMinute, Is.EqualTo(2.5));
            Assert.That(told.Steps[4].TimeLeft, Is.EqualTo(TimeSpan.FromMinutes(2)));
        }
    }

    [Test]
    public void The_first_reason_to_stop_is_reported()
    {
        using var counters = new BackfillCounters(dryRun: false, progress: null, new ManualTimeProvider());

        counters.End(Track, Failed(GenreClassificationFailure.BillingRequired));
        counters.End(Track, Failed(GenreClassificationFailure.AuthenticationFailed));
        counters.End(Track, new RunOutcome(ClassificationStatus.Disabled));
        var report = counters.ToReport(BackfillEnd.Finished);

        Assert.That(report.End, Is.EqualTo(BackfillEnd.Stopped));
        Assert.That(report.StoppedBy, Is.EqualTo(GenreClassificationFailure.BillingRequired));
    }

    private static RunOutcome Failed(GenreClassificationFailure failure) =>
        new(ClassificationStatus.Failed) { Failure = failure, WasAsked = true };

    private static RunOutcome Asked(ClassificationStatus status, int seconds) =>
        new(status) { WasAsked = true, PredictTime = TimeSpan.FromSeconds(seconds), Cost = seconds };
}
