using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>Rule 28: which tracks a backfill takes up, and rule 29: what a dry run says of them.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 28)]
internal sealed class BackfillEligibilityTests
{
    private const string RecordedFailure =
        """{"genre_classification_failure":{"file_id":"a","reason":"audio_rejected","at":"2026-01-01T00:00:00Z"}}""";

    [Test]
    public async Task Missing_and_stale_tracks_are_paid_for_once_each_and_nothing_else_is()
    {
        await using var flow = WithEachKind();
        var report = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue });
        Assert.Multiple(() =>
        {
            Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
            Assert.That(
                report,
                Has.Property("Eligible")
                    .EqualTo(3).And
                    .Property("Asked")
                    .EqualTo(2).And
                    .Property("Classified")
                    .EqualTo(2).And
                    .Property("Settled")
                    .EqualTo(1));
            Assert.That(report.Succeeded, Is.True);
            Assert.That(report.End, Is.EqualTo(BackfillEnd.Finished));
            Assert.That(report.LastId, Is.EqualTo((TrackId)6));
        });
    }

    [Test]
    public async Task Fresh_track_with_pending_auto_tags_is_settled_without_a_run()
    {
        await using var flow = WithEachKind();
        await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue, Limit = 2 });
        Assert.That(flow.Find(6)!.Tags, Is.EqualTo(new[] { "rock" }));
        Assert.That(flow.Find(6)!.Extra.AutoTag, Is.False);
    }

    [Test]
    public async Task A_second_backfill_finds_nothing_left()
    {
        await using var flow = WithEachKind();
        await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue });
        var report = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue });
        Assert.That(
            report, Has.Property("Eligible").EqualTo(0).And.Property("Asked").EqualTo(0).And.Property("LastId").Null);
    }

    [Test]
    public async Task A_dry_run_lists_the_tracks_and_their_price_and_asks_and_writes_nothing()
    {
        await using var flow = WithEachKind(options => options.Replicate.CostPerRun = 0.5m);
        var told = new Told();
        var report = await flow.Backfill().RunAsync(
            new BackfillOptions { RunsPerMinute = int.MaxValue, DryRun = true }, told);
        Assert.Multiple(() =>
        {
            Assert.That(told.Steps.Select(step => step.Track.Id), Is.EqualTo(new TrackId[] { 1, 2, 6 }));
            Assert.That(report.EstimatedCost, Is.EqualTo(1.0m), "the settled one is free");
            Assert.That(report.Done, Is.EqualTo(3));
            Assert.That(
                report,
                Has.Property("Eligible").EqualTo(3).And.Property("DryRun").True.And.Property("Asked").EqualTo(0));
            Assert.That(flow.Classifier.Calls, Is.Zero);
            Assert.That(flow.Store.Updates, Is.Zero);
        });
    }

    [Test]
    public async Task A_dry_run_works_while_classification_is_switched_off()
    {
        await using var flow = WithEachKind(options => options.Enabled = false);
        var dry = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue, DryRun = true });
        var real = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue });
        Assert.That(dry.Eligible, Is.EqualTo(3));
        Assert.That(
            real,
            Has.Property("End")
                .EqualTo(BackfillEnd.Disabled).And
                .Property("Succeeded").False.And
                .Property("Eligible")
                .EqualTo(0));
    }

    [Test]
    public async Task Recorded_failures_are_tried_again_when_asked_for()
    {
        await using var flow = WithEachKind();
        var report = await flow.Backfill().RunAsync(
            new BackfillOptions { RunsPerMinute = int.MaxValue, RetryFailures = true });
        Assert.That(report.Asked, Is.EqualTo(3));
        Assert.That(flow.Find(4)!.Extra, Has.Property("Failure").Null.And.Property("Predictions").Not.Null);
    }

    [Test]
    public async Task Tracks_of_another_model_version_are_classified_again_when_asked_for()
    {
        await using var flow = WithEachKind(options => options.Replicate.ModelVersion = "model-1");
        var report = await flow.Backfill().RunAsync(
            new BackfillOptions { RunsPerMinute = int.MaxValue, OtherModelVersions = true });
        Assert.That(report.Asked, Is.EqualTo(4), "missing, stale, and the two fresh ones without a version");
        Assert.That(flow.Find(3)!.Extra.PredictionsModel, Is.EqualTo("model-1"));
        Assert.That(
            (
                await flow.Backfill().RunAsync(
                    new BackfillOptions { RunsPerMinute = int.MaxValue, OtherModelVersions = true })).Eligible,
            Is.Zero);
    }

    [Test]
    public async Task Track_that_another_process_classified_is_not_paid_for_again()
    {
        await using var flow = new Flow(options => options.Replicate.ModelVersion = "model-1");
        for (var id = 1; id <= 3; id++)
            flow.Put(OfModel("model-0"), id: id);
        var told = new Told { Then = step => { if (step.SoFar.Done == 1) flow.Put(OfModel("model-1"), id: 2); } };
        var report = await flow.Backfill().RunAsync(
            new BackfillOptions { Concurrency = 1, RunsPerMinute = int.MaxValue, OtherModelVersions = true }, told);
        Assert.That(report, Has.Property("Asked").EqualTo(2).And.Property("Skipped").EqualTo(1));
    }

    [Test]
    public async Task Failure_that_another_process_recorded_is_not_paid_for_again()
    {
        await using var flow = new Flow();
        flow.Put(RecordedFailure, id: 1);
        flow.Put(RecordedFailure, id: 2);
        var again = RecordedFailure.Replace("2026", "2027");
        Assert.That(again, Is.Not.EqualTo(RecordedFailure));
        var told = new Told { Then = step => { if (step.SoFar.Done == 1) flow.Put(again, id: 2); } };
        var report = await flow.Backfill().RunAsync(
            new BackfillOptions { Concurrency = 1, RunsPerMinute = int.MaxValue, RetryFailures = true }, told);
        Assert.That((report.Asked, flow.Classifier.Calls), Is.EqualTo((1L, 1)));
    }

    [Test]
    public async Task Audio_rejected_by_the_new_model_is_retried_with_RetryFailures_only()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("rock", 0.9)));
        flow.Classifier.Fails(GenreClassificationFailure.AudioRejected);
        for (var backfill = 0; backfill < 3; backfill++)
            await flow.Backfill().RunAsync(new BackfillOptions { OtherModelVersions = true });
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        await flow.Backfill().RunAsync(new BackfillOptions { OtherModelVersions = true, RetryFailures = true });
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task Simulator_does_not_list_the_answers_of_a_real_model()
    {
        await using var flow = new Flow(options => options.Replicate.Simulated = true);
        flow.Put(OfModel("model-1"));
        var options = new BackfillOptions { OtherModelVersions = true, DryRun = true };

        Assert.That((await flow.Backfill().RunAsync(options)).Eligible, Is.Zero);
    }

    [Test]
    public async Task Pages_through_more_tracks_than_a_page_holds()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 401);

        var report = await flow.Backfill().RunAsync(new BackfillOptions { DryRun = true });

        Assert.That(report.Eligible, Is.EqualTo(401));
        Assert.That(report.LastId, Is.EqualTo(new TrackId(401)));
    }

    private static string OfModel(string model) =>
        Flow.Stored("a", ("rock", 0.9))[..^1] + $$""","{{TrackExtraKeys.PredictionsModel}}":"{{model}}"}""";

    /// <summary>
    /// 1 missing, 2 stale, 3 fresh, 4 recorded failure, 5 without audio, 6 fresh with pending auto-tags.
    /// </summary>
    private static Flow WithEachKind(Action<PlyrGenresOptions>? configure = null)
    {
        var flow = new Flow(configure);
        flow.Put(id: 1);
        flow.Put(Flow.Stored("old", ("rock", 0.9)), id: 2);
        flow.Put(Flow.Stored("a", ("rock", 0.9)), id: 3);
        flow.Put(RecordedFailure, id: 4);
        flow.Put(audio: null, id: 5);
        flow.Put(Flow.Wanted(Flow.Stored("a", ("rock", 0.9))), id: 6);
        return flow;
    }
}
