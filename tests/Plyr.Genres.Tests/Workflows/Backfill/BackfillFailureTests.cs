using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>Rules 25, 31 and 32: what stops a backfill, what does not, and what its report says.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 31)]
internal sealed class BackfillFailureTests
{
    private static readonly BackfillOptions OneByOne = new() { Concurrency = 1, RunsPerMinute = int.MaxValue };

    [TestCase(GenreClassificationFailure.AuthenticationFailed)]
    [TestCase(GenreClassificationFailure.BillingRequired)]
    [TestCase(GenreClassificationFailure.ModelUnavailable)]
    public async Task A_failure_that_every_call_would_meet_ends_it_at_the_first(GenreClassificationFailure failure)
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 575);
        flow.Classifier.Fails(failure);
        var report = await flow.Backfill().RunAsync(OneByOne);
        Assert.Multiple(() =>
        {
            Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
            Assert.That(
                report,
                Has.Property("End").EqualTo(BackfillEnd.Stopped)
                    .And.Property("StoppedBy").EqualTo(failure)
                    .And.Property("Succeeded").False);
        });
    }

    [Test]
    public async Task Those_in_flight_when_it_must_stop_finish_and_are_stored()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 20);
        var second = flow.Classifier.Holds();
        var calls = 0;
        var hold = flow.Classifier.Run;
        flow.Classifier.Run = async (url, token) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                await second.Listening;
                throw new GenreClassificationException(GenreClassificationFailure.BillingRequired, "Pay first.");
            }

            return await hold(url, token);
        };
        var told =
            new Told { Then = step => { if (step.SoFar.Failed.Count == 1 && step.SoFar.Done == 1) second.Answer(); } };
        var report =
            await flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 2, RunsPerMinute = int.MaxValue }, told);
        Assert.That(report, Has.Property("Classified").EqualTo(1).And.Property("Asked").EqualTo(2));
    }

    [Test]
    [Property("Defect", "K")]
    public async Task One_tracks_failure_never_stops_the_others_and_the_report_counts_it()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 3);
        var calls = 0;
        flow.Classifier.Run = (_, _) => Interlocked.Increment(ref calls) == 2
            ? Task.FromException<GenreClassification>(
                new GenreClassificationException(GenreClassificationFailure.AudioRejected, "Not audio."))
            : Task.FromResult(FakeClassifier.Ambient);
        var report = await flow.Backfill().RunAsync(OneByOne);
        Assert.That(report.Failed, Is.EqualTo(new Dictionary<string, long> { ["audio_rejected"] = 1 }));
        Assert.That(
            report,
            Has.Property("Classified").EqualTo(2)
                .And.Property("End").EqualTo(BackfillEnd.Finished)
                .And.Property("Succeeded").False);
    }

    [Test]
    public async Task Ten_outages_in_a_row_end_it_and_nine_do_not()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 30);
        var calls = 0;
        flow.Classifier.Run = (_, _) => Interlocked.Increment(ref calls) == 10
            ? Task.FromResult(FakeClassifier.Ambient)
            : Task.FromException<GenreClassification>(
                new GenreClassificationException(GenreClassificationFailure.ServiceUnavailable, "Down."));
        var report = await flow.Backfill().RunAsync(OneByOne);
        Assert.That(calls, Is.EqualTo(20));
        Assert.That(
            report,
            Has.Property("StoppedBy").EqualTo(GenreClassificationFailure.ServiceUnavailable)
                .And.Property("Classified").EqualTo(1));
    }

    [TestCase("0:00:30", "0:00:30")]
    [TestCase("60.00:00:00", "1:00:00")]
    public async Task Rate_limit_holds_all_tracks_for_an_hour_at_most(string hint, string hold)
    {
        var wait = TimeSpan.Parse(hold, CultureInfo.InvariantCulture);
        await using var flow = new Flow();
        flow.PutMissing(1, 2);
        var calls = 0;
        flow.Classifier.Run = (_, _) => Interlocked.Increment(ref calls) == 1
            ? Task.FromException<GenreClassification>(new GenreClassificationException(GenreClassificationFailure.RateLimited, "Wait.")
            {
                RetryAfter = TimeSpan.Parse(hint, CultureInfo.InvariantCulture),
            })
            : Task.FromResult(FakeClassifier.Ambient);
        var backfill = flow.Backfill().RunAsync(OneByOne);
        await flow.Time.WhenTimerWaitsAsync(wait);
        Assert.That(calls, Is.EqualTo(1));
        flow.Time.Advance(wait + TimeSpan.FromSeconds(1));
        Assert.That(await backfill, Has.Property("Classified").EqualTo(2).And.Property("Succeeded").True);
    }

    [Test]
    public async Task A_store_that_fails_ten_times_in_a_row_ends_it_before_more_is_paid_for()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 100);
        flow.Store.BeforeUpdate = _ => throw new IOException("The disk is full.");
        var report = await flow.Backfill().RunAsync(OneByOne);
        Assert.That(report, Has.Property("End").EqualTo(BackfillEnd.StoreFailed));
        Assert.That(report.Failed, Is.EqualTo(new Dictionary<string, long> { ["store"] = 10 }));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(10));
    }

    [Test]
    public async Task Cancelling_starts_nothing_further_stores_what_is_in_flight_and_reports()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 10);
        var gate = flow.Classifier.Holds();
        using var interrupt = new CancellationTokenSource();
        var backfill = flow.Backfill().RunAsync(OneByOne, null, interrupt.Token);
        await gate.Listening;
        await interrupt.CancelAsync();
        gate.Answer();
        var report = await backfill;
        Assert.That(
            report,
            Has.Property("End").EqualTo(BackfillEnd.Canceled)
                .And.Property("Classified").EqualTo(1)
                .And.Property("Succeeded").False);
        Assert.That(flow.Classified(1, 10), Is.EqualTo(new[] { "1" }));

        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        Assert.That(
            (await flow.Backfill().RunAsync(OneByOne)).Classified, Is.EqualTo(9),
            "the next backfill continues with the rest");
    }

    [Test]
    public async Task Progress_reports_counts_total_rate_time_left_and_cost()
    {
        await using var flow = new Flow(options => options.Replicate.CostPerSecond = 0.01m);
        flow.PutMissing(1, 4);
        flow.Classifier.Run = (_, _) =>
        {
            flow.Time.Advance(TimeSpan.FromSeconds(30));
            return Task.FromResult(FakeClassifier.Ambient);
        };
        var told = new Told();
        await flow.Backfill().RunAsync(OneByOne, told);
        Assert.That(told.Steps.Select(step => step.SoFar.Done), Is.EqualTo(new long[] { 1, 2, 3, 4 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Steps[1].Total, Is.EqualTo(4));
            Assert.That(told.Steps[1].SoFar.Classified, Is.EqualTo(2));
            Assert.That(told.Steps[1].SoFar.Cost, Is.EqualTo(0.04m));
            Assert.That(told.Steps[1].TracksPerMinute, Is.EqualTo(2).Within(0.01));
            Assert.That(told.Steps[1].TimeLeft, Is.EqualTo(TimeSpan.FromMinutes(1)));
        }
    }

    [Test]
    public async Task Exception_of_the_progress_callback_ends_the_backfill_after_its_runs()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 20);
        var told = new Told { Then = _ => throw new InvalidOperationException("The terminal is gone.") };
        var backfill =
            flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 2, RunsPerMinute = int.MaxValue }, told);
        Assert.That(
            (await Assert.ThrowsAsync<InvalidOperationException>(() => backfill)).Message,
            Is.EqualTo("The terminal is gone."));
        Assert.That(flow.Classified(1, 20), Has.Length.EqualTo(flow.Classifier.Calls).And.Length.InRange(1, 3));
    }

    [Test]
    public async Task A_track_that_waits_out_a_rate_limit_is_not_asked_again_once_it_must_stop()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 2);
        var second = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        flow.Classifier.Run = async (_, _) =>
        {
            if (flow.Classifier.Calls == 2 && second.TrySetResult())
            {
                await release.Task;
                throw new GenreClassificationException(GenreClassificationFailure.BillingRequired, "Pay first.");
            }

            await second.Task;
            throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Wait.")
            {
                RetryAfter = TimeSpan.FromSeconds(30),
            };
        };
        // The wait ends during the report of the failure, before anything that the failure cancels can run.
        var told = new Told { Then = _ => flow.Time.Advance(TimeSpan.FromSeconds(31)) };
        var backfill =
            flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 2, RunsPerMinute = int.MaxValue }, told);
        await flow.Time.WhenTimerWaitsAsync(TimeSpan.FromSeconds(30));

        release.SetResult();

        Assert.That(await backfill, Has.Property("StoppedBy").EqualTo(GenreClassificationFailure.BillingRequired));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_rate_limit_that_met_a_run_already_paid_for_does_not_ask_for_a_second_run()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 1);
        flow.Classifier.Throws(new GenreClassificationException(GenreClassificationFailure.RateLimited, "Wait.")
        {
            PredictionId = "prediction-1",
            RetryAfter = TimeSpan.Zero,
        });
        var report = await flow.Backfill().RunAsync(OneByOne);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        Assert.That(report.Failed, Is.EqualTo(new Dictionary<string, long> { ["rate_limited"] = 1 }));
    }

    [Test]
    public async Task A_track_for_which_nothing_was_asked_does_not_break_a_row_of_outages()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 30);
        flow.Classifier.Fails(GenreClassificationFailure.ServiceUnavailable);

        // Somebody else classifies the tenth track while the ninth is asked for.
        var told = new Told
        {
            Then = step =>
            {
                if (step.SoFar.Done == 9)
                    flow.Put(Flow.Stored("a", ("rock", 0.9)), id: 10);
            },
        };
        var report = await flow.Backfill().RunAsync(OneByOne, told);
        Assert.That(
            report,
            Has.Property("StoppedBy").EqualTo(GenreClassificationFailure.ServiceUnavailable)
                .And.Property("Skipped").EqualTo(1)
                .And.Property("Asked").EqualTo(10));
    }

    [Test]
    public async Task Switched_off_midway_it_ends_and_does_not_pass_for_finished()
    {
        var isEnabled = true;
        await using var flow = new Flow(options => options.Enabled = isEnabled);
        flow.PutMissing(1, 5);
        var told = new Told { Then = step => { if (step.SoFar.Done == 2) Reload(flow, () => isEnabled = false); } };
        var report = await flow.Backfill().RunAsync(OneByOne, told);
        Assert.That(
            report,
            Has.Property("End").EqualTo(BackfillEnd.Disabled)
                .And.Property("Succeeded").False
                .And.Property("Asked").EqualTo(2));
        Assert.That(report.LastId, Is.EqualTo((TrackId)3), "the one at which it was noticed");
    }

    [Test]
    public async Task Failure_of_every_call_ends_the_backfill_during_a_rate_limit_wait()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 3);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        flow.Classifier.Run = async (_, _) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                await started.Task;
                throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Wait.")
                {
                    RetryAfter = TimeSpan.FromHours(1),
                };
            }

            started.SetResult();
            await second.Task;
            throw new GenreClassificationException(GenreClassificationFailure.AuthenticationFailed, "No.");
        };
        var start = flow.Time.GetUtcNow();
        var backfill = flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 2, RunsPerMinute = int.MaxValue });
        await flow.Time.WhenDelayWaitsAsync();
        second.SetResult();

        // Only so that a test that would hang fails: nobody moves the clock.
        Assert.That(
            await backfill.WaitAsync(TimeSpan.FromSeconds(60)),
            Has.Property("StoppedBy").EqualTo(GenreClassificationFailure.AuthenticationFailed));
        Assert.That(flow.Time.GetUtcNow(), Is.EqualTo(start));
    }

    [Test]
    public async Task A_container_that_is_disposed_ends_it_and_is_no_failure_of_the_store()
    {
        var flow = new Flow();
        flow.PutMissing(1, 3);
        var gate = flow.Classifier.Holds();
        var backfill =
            flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 3, RunsPerMinute = int.MaxValue, Limit = 3 });
        await gate.Listening;
        await flow.DisposeAsync();
        Assert.That(await backfill, Has.Property("End").EqualTo(BackfillEnd.Canceled).And.Property("Failed").Empty);
        Assert.That(flow.Logs.Entries.Select(entry => entry.Name), Does.Not.Contain("BackfillStoreFailed"));
    }

    private static void Reload(Flow flow, Action change)
    {
        change();
        flow.Services.GetRequiredService<IOptionsMonitorCache<PlyrGenresOptions>>().Clear();
    }

    [Test]
    public async Task Dry_run_that_is_canceled_at_its_last_track_is_not_finished()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 2);
        using var cancel = new CancellationTokenSource();
        var told = new Told { Then = step => { if (step.Track.Id == 2) cancel.Cancel(); } };

        var report = await flow.Backfill().RunAsync(new BackfillOptions { DryRun = true }, told, cancel.Token);

        Assert.That(report.End, Is.EqualTo(BackfillEnd.Canceled));
        Assert.That(report.Eligible, Is.EqualTo(2));
    }
}
