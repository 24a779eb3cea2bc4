using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>New predictions for all tracks, from kept scores.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 39)]
internal sealed class BackfillRenormalizeTests
{
    private static readonly BackfillOptions Renormalize = new() { Renormalize = true };

    [Test]
    public async Task Changes_the_tracks_that_the_new_options_change_and_asks_no_model()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);

        var report = await later.Backfill().RunAsync(Renormalize);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Succeeded, Is.True);
            Assert.That(report.Renormalized, Is.EqualTo(1));
            Assert.That(report.Unchanged, Is.EqualTo(1));
            Assert.That(report.WithoutScores, Is.EqualTo(2));
            Assert.That(report.Skipped, Is.EqualTo(2));
            Assert.That(report.Done, Is.EqualTo(6));
            Assert.That(report.EstimatedCost, Is.EqualTo(PlyrGenresDefaults.CostPerRun), "of the track with audio");
            Assert.That(report.Asked, Is.Zero);
            Assert.That(flow.Classifier.Calls, Is.EqualTo(2), "the runs before");
            Assert.That(flow.Find(1)!.Extra.Predictions![0], Is.EqualTo(new GenrePrediction("chill", 0.9)));
            Assert.That(flow.Find(1)!.Tags, Is.EqualTo(["ambient"]));
        }
    }

    [Test]
    public async Task Unchanged_tracks_are_not_written()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);

        await later.Backfill().RunAsync(Renormalize);
        var second = await later.Backfill().RunAsync(Renormalize);

        Assert.That(later.Store.Updates, Is.EqualTo(1));
        Assert.That(second.Renormalized, Is.Zero);
        Assert.That(second.Unchanged, Is.EqualTo(2));
    }

    [Test]
    public async Task Reapplies_the_rules_of_auto_tags_where_asked_for()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);

        await later.Backfill().RunAsync(new BackfillOptions { Renormalize = true, ReapplyAutoTags = true });

        Assert.That(flow.Find(1)!.Tags, Is.EqualTo(["chill"]));
        Assert.That(flow.Find(2)!.Tags, Is.EqualTo(["shoegaze"]));
    }

    [Test]
    public async Task Dry_run_counts_what_would_change_and_shows_it_without_a_write()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);
        var told = new Told();

        var report = await later.Backfill().RunAsync(
            new BackfillOptions { Renormalize = true, ReapplyAutoTags = true, DryRun = true, Concurrency = 1 }, told);

        var change = told.Steps.Single(step => step.Result?.Status == ClassificationStatus.Renormalized);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.DryRun, Is.True);
            Assert.That(report.Renormalized, Is.EqualTo(1));
            Assert.That(report.Unchanged, Is.EqualTo(1));
            Assert.That(report.WithoutScores, Is.EqualTo(2));
            Assert.That(later.Store.Updates, Is.Zero);
            Assert.That(told.Steps.Select(step => step.Total), Is.All.EqualTo(6));
            Assert.That(change.Track.Id, Is.EqualTo(new TrackId(1)));
            Assert.That(change.Track.Extra.Predictions![0].Name, Is.EqualTo("ambient"), "before");
            Assert.That(change.Result!.Predictions[0].Name, Is.EqualTo("chill"), "after");
            Assert.That(change.Result.AddedTags, Is.EqualTo(["chill"]));
            Assert.That(change.Result.RemovedTags, Is.EqualTo(["ambient"]));
        }
    }

    [Test]
    public async Task Continues_after_a_track()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);

        var report = await later.Backfill().RunAsync(new BackfillOptions { Renormalize = true, After = 1 });

        Assert.That(report.Renormalized, Is.Zero);
        Assert.That(report.Done, Is.EqualTo(5));
        Assert.That(report.LastId, Is.EqualTo(new TrackId(6)));
    }

    [Test]
    public async Task Store_failure_of_one_track_does_not_stop_the_others()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);
        later.Store.BeforeUpdate = _ => throw new InvalidOperationException("The disk is full.");

        var report = await later.Backfill().RunAsync(Renormalize);

        Assert.That(report.Failed, Is.EqualTo(new Dictionary<string, long> { ["store"] = 1 }));
        Assert.That(report.Done, Is.EqualTo(6));
        Assert.That(report.Succeeded, Is.False);
    }

    [Test]
    public async Task Pace_of_runs_does_not_slow_it_down()
    {
        await using var flow = await MixedAsync();
        await using var later = Later(flow);

        var report = await later.Backfill().RunAsync(new BackfillOptions { Renormalize = true, RunsPerMinute = 1 });

        Assert.That(report.Done, Is.EqualTo(6), "the clock of the test stands still");
    }

    /// <summary>Two tracks with scores, two without, one stale and one without predictions.</summary>
    private static async Task<Flow> MixedAsync()
    {
        var flow = new Flow(ChooseStyles);
        flow.Put(Flow.Wanted(), id: 1);
        flow.Put(Flow.Wanted(), id: 2);
        flow.Classifier.AnswersAll(("Electronic---Ambient", 0.9));
        await flow.Genres.ClassifyAsync(1);
        flow.Classifier.AnswersAll(("Rock---Shoegaze", 0.9));
        await flow.Genres.ClassifyAsync(2);
        flow.Put(Flow.Stored("a", ("ambient", 0.9)), id: 3);
        flow.Put(Flow.Stored("a", ("ambient", 0.9)), audio: null, id: 4);
        flow.Put(Flow.Stored("another file", ("ambient", 0.9)), id: 5);
        flow.Put(id: 6);
        return flow;
    }

    private static Flow Later(Flow flow) => new(
        options =>
        {
            ChooseStyles(options);
            options.Enabled = false;
            options.Aliases["ambient"] = "chill";
        },
        flow);

    private static void ChooseStyles(PlyrGenresOptions options)
    {
        options.Names = GenreNames.StylesOnly;
        options.MinConfidence = 0.1;
    }
}
