using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>New predictions from kept scores, without a run.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 39)]
internal sealed class RenormalizeTests
{
    [Test]
    public async Task Predictions_follow_the_current_options_without_a_run()
    {
        await using var flow = await ClassifiedAsync();
        await using var later = Later(flow, options => options.Aliases["ambient"] = "chill");

        var result = await later.Genres.RenormalizeAsync(Flow.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result!.Status, Is.EqualTo(ClassificationStatus.Renormalized));
            Assert.That(
                result.Predictions.Take(2),
                Is.EqualTo(new GenrePrediction[] { new("electronic", 0.8), new("chill", 0.8) }));
            Assert.That(flow.Track.Extra.Predictions, Is.EqualTo(result.Predictions));
            Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Fresh));
            Assert.That(flow.Track.Extra.PredictionsModel, Is.EqualTo("model-1"));
            Assert.That(flow.Classifier.Calls, Is.EqualTo(1), "the run before");
        }
    }

    [Test]
    public async Task Nothing_is_written_under_the_same_options([Values] bool reapplyAutoTags)
    {
        await using var flow = await ClassifiedAsync(Flow.Wanted("""{"plays":7}"""));
        var extra = flow.Extra;

        var result = await flow.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags);

        Assert.That(result!.Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That(result.Predictions, Is.EqualTo(flow.Track.Extra.Predictions));
        Assert.That(flow.Extra, Is.EqualTo(extra));
    }

    [Test]
    public async Task Tags_and_pending_auto_tags_stay_without_reapplying()
    {
        await using var flow = await ClassifiedAsync(Flow.Wanted());
        await flow.Rows.UpdateAsync(
            Flow.Id, _ => new TrackChange { Extra = new Dictionary<string, string?> { ["auto_tag"] = "true" } });
        await using var later = Later(flow, options => options.AllowedNames = ["rock"]);

        var result = await later.Genres.RenormalizeAsync(Flow.Id);

        Assert.That(result!.Predictions.Select(prediction => prediction.Name), Is.EqualTo(["rock"]));
        Assert.That(flow.Track.Tags, Is.EqualTo(["electronic", "ambient"]));
        Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["electronic", "ambient"]));
        Assert.That(flow.Track.Extra.AutoTag, Is.True);
    }

    [Test, Property("Rule", 22)]
    public async Task Reapplying_replaces_only_the_librarys_own_tags()
    {
        await using var flow = await ClassifiedAsync(Flow.Wanted(), "mine");
        await using var later = Later(flow, options => options.Aliases["ambient"] = "chill");

        var result = await later.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result!.AddedTags, Is.EqualTo(["chill"]));
            Assert.That(result.RemovedTags, Is.EqualTo(["ambient"]));
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "electronic", "chill"]));
            Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["electronic", "chill"]));
        }
    }

    [Test, Property("Rule", 22)]
    public async Task Tag_that_a_person_took_off_stays_off_however_often_rules_are_reapplied()
    {
        await using var flow = await ClassifiedAsync(Flow.Wanted());
        await flow.Rows.UpdateAsync(Flow.Id, _ => new TrackChange { RemoveTags = ["electronic"] });
        await using var later = Later(flow, options => options.Aliases["ambient"] = "chill");

        await later.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);
        var second = await later.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        Assert.That(flow.Track.Tags, Is.EqualTo(["chill"]));
        Assert.That(second!.Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
    }

    [Test, Property("Rule", 22)]
    public async Task Nothing_is_added_where_every_own_tag_was_taken_off()
    {
        await using var flow = await ClassifiedAsync(Flow.Wanted());
        await flow.Rows.UpdateAsync(Flow.Id, _ => new TrackChange { RemoveTags = ["electronic", "ambient"] });
        await using var later = Later(flow, options => options.Aliases["ambient"] = "chill");

        await later.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);
        await later.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        Assert.That(flow.Track.Tags, Is.Empty);
    }

    [Test]
    public async Task Track_without_auto_tags_gets_none_by_reapplying()
    {
        await using var flow = await ClassifiedAsync();

        await flow.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        Assert.That(flow.Track.Tags, Is.Empty);
    }

    [Test]
    public async Task Pending_auto_tags_are_settled_by_reapplying()
    {
        await using var flow = await ClassifiedAsync();
        await flow.Rows.UpdateAsync(
            Flow.Id, _ => new TrackChange { Extra = new Dictionary<string, string?> { ["auto_tag"] = "true" } });

        var result = await flow.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        Assert.That(result!.AddedTags, Is.EqualTo(["electronic", "ambient"]));
        Assert.That(flow.Track.Extra.AutoTag, Is.False);
    }

    [Test]
    public async Task Predictions_without_scores_stay_as_they_are()
    {
        await using var flow = new Flow(options => options.TopN = 1);
        flow.Put(Flow.Stored("a", ("dub", 0.9), ("techno", 0.8)));
        var extra = flow.Extra;

        var result = await flow.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        Assert.That(result!.Status, Is.EqualTo(ClassificationStatus.WithoutScores));
        Assert.That(result.ShouldRetry, Is.False);
        Assert.That(flow.Extra, Is.EqualTo(extra));
    }

    [Test]
    public async Task Stale_predictions_stay_as_they_are()
    {
        await using var flow = await ClassifiedAsync();
        flow.ReplaceAudio("b");
        await using var later = Later(flow, options => options.TopN = 1);

        Assert.That(
            (await later.Genres.RenormalizeAsync(Flow.Id))!.Status, Is.EqualTo(ClassificationStatus.WithoutScores));
    }

    [Test, Property("Rule", 40)]
    public async Task Predictions_of_a_simulator_are_not_renormalized_for_a_real_model()
    {
        await using var flow = new Flow(options => options.Replicate.Simulated = true);
        flow.Put();
        flow.Classifier.Run = (_, _) => Task.FromResult(
            new GenreClassification { Labels = FakeClassifier.AllLabels().Labels, Model = "simulated" });
        await flow.Genres.ClassifyAsync(Flow.Id);
        await using var real = Later(flow, options => options.TopN = 1);

        Assert.That(
            (await flow.Genres.RenormalizeAsync(Flow.Id))!.Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That(
            (await real.Genres.RenormalizeAsync(Flow.Id))!.Status, Is.EqualTo(ClassificationStatus.WithoutScores));
    }

    [Test]
    public async Task Unknown_track_gives_null()
    {
        await using var flow = new Flow();

        Assert.That(await flow.Genres.RenormalizeAsync(Flow.Id), Is.Null);
    }

    [Test]
    public async Task Undo_removes_own_tags_and_pending_ones_and_keeps_predictions()
    {
        await using var flow = await ClassifiedAsync(Flow.Wanted(), "mine", "Ambient");
        await flow.Rows.UpdateAsync(
            Flow.Id, _ => new TrackChange { Extra = new Dictionary<string, string?> { ["auto_tag"] = "true" } });
        var predictions = flow.Track.Extra.Predictions;
        var updates = flow.Store.Updates;

        var isKnown = await flow.Genres.RemoveAutoTagsAsync(Flow.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(isKnown, Is.True);
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "Ambient"]));
            Assert.That(flow.Extra, Does.Not.Contain("auto_tag"));
            Assert.That(flow.Track.Extra.Predictions, Is.EqualTo(predictions));
            Assert.That(flow.Store.Updates, Is.EqualTo(updates + 1));
        }
    }

    [Test]
    public async Task Undo_withdraws_pending_auto_tags_of_a_track_without_own_ones()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted("""{"plays":7}"""), tags: ["mine"]);

        await flow.Genres.RemoveAutoTagsAsync(Flow.Id);

        Assert.That(flow.Extra, Is.EqualTo("""{"plays":7}"""));
        Assert.That(flow.Track.Tags, Is.EqualTo(["mine"]));
    }

    [Test]
    public async Task Undo_of_nothing_changes_nothing()
    {
        await using var flow = await ClassifiedAsync();
        var extra = flow.Extra;

        Assert.That(await flow.Genres.RemoveAutoTagsAsync(Flow.Id), Is.True);
        Assert.That(flow.Extra, Is.EqualTo(extra));
        Assert.That(await flow.Genres.RemoveAutoTagsAsync("unknown"), Is.False);
    }

    /// <summary>A classified track: electronic and ambient 0.8, rock and shoegaze 0.3.</summary>
    private static async Task<Flow> ClassifiedAsync(string extra = "{}", params string[] tags)
    {
        var flow = new Flow();
        flow.Put(extra, tags: tags);
        flow.Classifier.AnswersAll(("Electronic---Ambient", 0.8), ("Rock---Shoegaze", 0.3));
        await flow.Genres.ClassifyAsync(Flow.Id);
        return flow;
    }

    /// <summary>A later process with other options, where the model may not be asked.</summary>
    private static Flow Later(Flow flow, Action<PlyrGenresOptions> configure) => new(
        options =>
        {
            options.Enabled = false;
            configure(options);
        },
        flow);
}
