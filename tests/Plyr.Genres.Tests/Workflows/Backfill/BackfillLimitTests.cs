using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Classification;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>Rule 29 and the rows of K: limits that mean what they say.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 29)]
internal sealed class BackfillLimitTests
{
    [Test]
    [Property("Defect", "K")]
    public async Task Limit_0_asks_for_no_track()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 3);
        var report = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue, Limit = 0 });
        Assert.That(flow.Classifier.Calls, Is.Zero);
        Assert.That(report.End, Is.EqualTo(BackfillEnd.LimitReached));
    }

    [Test]
    public async Task A_limit_is_the_number_of_tracks_for_which_the_model_is_asked()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 5);
        var report = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue, Limit = 3 });
        Assert.That(flow.Classified(1, 5), Is.EqualTo(new[] { "1", "2", "3" }));
        Assert.That(report, Has.Property("LastId").EqualTo((TrackId)3).And.Property("Succeeded").True);
    }

    [Test]
    public async Task List_for_a_queue_has_the_tracks_of_a_backfill()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 5);
        var listed = new List<TrackId>();
        await foreach (var track in flow.Backfill().ListAsync(new BackfillOptions { Limit = 2, After = 1 }))
            listed.Add(track.Id);
        Assert.That(listed, Is.EqualTo(new TrackId[] { 2, 3 }));
        Assert.That(flow.Classifier.Calls, Is.Zero);
        Assert.That(
            () => flow.Backfill().ListAsync(new BackfillOptions { Limit = -1 }),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    [Property("Defect", "K")]
    public async Task Failures_at_the_head_do_not_starve_limited_runs_that_go_on_after_the_last_id()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 6);
        flow.Classifier.Fails(GenreClassificationFailure.ModelFailed);
        var first = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue, Limit = 3 });
        Assert.That(first, Has.Property("LastId").EqualTo((TrackId)3).And.Property("Succeeded").False);

        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        await flow.Backfill().RunAsync(
            new BackfillOptions { RunsPerMinute = int.MaxValue, Limit = 3, After = first.LastId });
        Assert.That(flow.Classified(1, 6), Is.EqualTo(new[] { "4", "5", "6" }));
    }

    [Test]
    [Property("Defect", "K")]
    public async Task Options_outside_their_range_are_argument_errors_and_nothing_starts()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 1);
        foreach (var options in new[]
        {
            new BackfillOptions { Limit = -1 },
            new() { Concurrency = 0 },
            new() { RunsPerMinute = 0 },
        })
            await Assert.ThatAsync(
                () => flow.Backfill().RunAsync(options), Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(
            () => flow.Backfill().RunAsync(new BackfillOptions { After = default(TrackId) }), Throws.ArgumentException);
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task No_more_runs_than_the_concurrency_are_in_flight_and_as_many_as_it_are()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 9);
        var inFlight = 0;
        var most = 0;
        var arrived = new SemaphoreSlim(0);
        var leave = new SemaphoreSlim(0);
        flow.Classifier.Run = async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inFlight));
            arrived.Release();
            await leave.WaitAsync(token);
            Interlocked.Decrement(ref inFlight);
            return FakeClassifier.Ambient;
        };
        var backfill = flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 3, RunsPerMinute = int.MaxValue });
        for (var wave = 0; wave < 3; wave++)
        {
            for (var i = 0; i < 3; i++)
                await arrived.WaitAsync();
            leave.Release(3);
        }

        await backfill;
        Assert.That(most, Is.EqualTo(3));
    }

    [Test]
    public async Task Runs_are_paced_to_so_many_a_minute()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 3);
        var backfill = flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = 60 });
        await flow.Time.WhenTimerWaitsAsync(TimeSpan.FromSeconds(1));
        Assert.That(
            flow.Find(3)!.Extra.Predictions, Is.Null, "the first starts at once, the others wait for their turn");
        flow.Time.Advance(TimeSpan.FromSeconds(1));
        await flow.Time.WhenTimerWaitsAsync(TimeSpan.FromSeconds(1));
        Assert.That(flow.Find(3)!.Extra.Predictions, Is.Null);
        flow.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await backfill).Classified, Is.EqualTo(3));
    }

    [Test]
    public async Task A_settled_track_is_neither_limited_nor_paced()
    {
        await using var flow = new Flow();
        for (var id = 1; id <= 50; id++)
            flow.Put(Flow.Wanted(Flow.Stored("a", ("rock", 0.9))), id: id);
        var report = await flow.Backfill().RunAsync(new BackfillOptions { Limit = 0, RunsPerMinute = 1 });
        Assert.That(report, Has.Property("Settled").EqualTo(50).And.Property("End").EqualTo(BackfillEnd.Finished));
    }

    [Test]
    public async Task Runs_that_are_not_billed_are_not_paced_by_default()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 3);

        // Only so that a test that would hang fails.
        var report = await flow.Backfill().RunAsync(new BackfillOptions()).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(report.Classified, Is.EqualTo(3), "the clock of the test stands still");
    }

    [Test]
    public async Task Billed_runs_are_paced_to_500_a_minute_by_default()
    {
        await using var flow = new Flow(
            register: services => services.AddSingleton<IGenreClassifier>(new BilledClassifier()));
        flow.PutMissing(1, 2);

        var backfill = flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 1 });

        // Only so that a test that would hang fails.
        await flow.Time.WhenTimerWaitsAsync(TimeSpan.FromMinutes(1.0 / 500)).WaitAsync(TimeSpan.FromSeconds(30));
        var isPaced = flow.Find(2)!.Extra.Predictions is null;
        flow.Time.Advance(TimeSpan.FromMinutes(1.0 / 500));

        Assert.That((await backfill).Classified, Is.EqualTo(2));
        Assert.That(isPaced, Is.True);
    }

    private sealed class BilledClassifier : IPaidClassifier
    {
        public Task<GenreClassification> ClassifyAsync(
            AudioSource audio, CancellationToken cancellationToken = default) =>
            Task.FromResult(FakeClassifier.Ambient);

        public async Task<GenreClassification> ClassifyAsync(
            AudioSource audio, Func<CancellationToken, Task> beforeRun, CancellationToken cancellationToken)
        {
            await beforeRun(cancellationToken);
            return FakeClassifier.Ambient;
        }
    }
}
