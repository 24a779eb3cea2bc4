using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rules 19 to 22: auto-tags and how pending ones are settled.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class SettlementTests
{
    [Test]
    [Property("Rule", 20), Property("Defect", "B1")]
    public async Task A_name_that_a_person_typed_is_a_no_op_and_the_rest_is_applied_and_recorded()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(), tags: ["Electronic"]);
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(classification.AddedTags, Is.EqualTo(["ambient"]));
            Assert.That(flow.Track.Tags, Is.EqualTo(["Electronic", "ambient"]));
            Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["ambient"]));
            Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Fresh));
            Assert.That(flow.Track.Extra.AutoTag, Is.False);
        }
    }

    [Test]
    [Property("Rule", 20), Property("Defect", "B8")]
    public async Task Tags_that_a_person_adds_while_the_model_listens_stay()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Rows.UpdateAsync(Flow.Id, _ => new TrackChange { AddTags = ["mine", "ambient"] });
        gate.Answer();
        await classification;
        Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "ambient", "electronic"]));
        Assert.That(
            flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["electronic"]), "what a person typed is the person's");
    }

    [Test]
    [Property("Rule", 21), Property("Defect", "B9")]
    public async Task Predictions_tags_and_the_removal_of_the_flag_are_one_write()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Store.Updates, Is.EqualTo(1));
    }

    [Test]
    [Property("Defect", "F1")]
    public async Task The_next_success_on_demand_settles_a_flag_that_a_failure_left()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Fails(GenreClassificationFailure.ModelFailed);
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Time.Advance(TimeSpan.FromMinutes(5));
        flow.Classifier.Answers(("Dub", 0.4));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That((flow.Track.Extra.AutoTag, flow.Track.Tags), Is.EqualTo((false, new[] { "dub" })));
    }

    [TestCase(true)]
    [TestCase(false)]
    [Property("Rule", 21), Property("Defect", "B6")]
    public async Task The_flag_is_read_at_the_moment_of_the_write(bool setMeanwhile)
    {
        await using var flow = new Flow();
        flow.Put(setMeanwhile ? "{}" : Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Rows.UpdateAsync(
            Flow.Id,
            _ => new TrackChange
            {
                Extra = new Dictionary<string, string?> { ["auto_tag"] = setMeanwhile ? "true" : null },
            });
        gate.Answer();
        await classification;
        Assert.That(flow.Track.Tags, setMeanwhile ? Is.EqualTo(["electronic", "ambient"]) : Is.Empty);
        Assert.That(flow.Extra, Does.Not.Contain("\"auto_tag\""), "a cleared flag does not come back");
    }

    [TestCase("false")]
    [TestCase("\"true\"")]
    [TestCase("1")]
    [TestCase("null")]
    [Property("Rule", 10)]
    public async Task Only_JSON_true_asks_for_auto_tags(string value)
    {
        await using var flow = new Flow();
        flow.Put($$"""{"auto_tag":{{value}}}""");
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.Empty);
    }

    [Test]
    [Property("Rule", 19), Property("Defect", "B12")]
    public async Task Scores_of_zero_become_no_tags_and_settle_the_flag()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Answers(("A", 0), ("B", 0));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.Empty);
        Assert.That(flow.Extra, Does.Not.Contain("auto_tag"));
    }

    [Test]
    [Property("Rule", 19)]
    public async Task Half_the_top_confidence_is_enough_and_five_names_are_the_most()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Answers(("a", 0.8), ("b", 0.7), ("c", 0.6), ("d", 0.4), ("e", 0.3999));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(["a", "b", "c", "d"]));

        flow.Put(Flow.Wanted());
        flow.Classifier.Answers([.. "fedcba".Select(name => (name.ToString(), 0.5))]);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(["f", "e", "d", "c", "b"]));
    }

    [TestCase(3, new[] { "x", "y", "electronic" })]
    [TestCase(2, new[] { "x", "y" })]
    [TestCase(0, new[] { "x", "y" })]
    [Property("Rule", 20)]
    public async Task Names_beyond_the_maximum_are_dropped_worst_first(int cap, string[] expected)
    {
        await using var flow = new Flow(options => options.AutoTags.MaxTagsPerTrack = cap);
        flow.Put(Flow.Wanted(), tags: ["x", "y"]);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(expected));
        Assert.That(flow.Track.Extra.AutoTag, Is.False);
    }

    [Test]
    [Property("Rule", 21)]
    public async Task Fresh_predictions_with_a_pending_flag_are_settled_without_a_run()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(Flow.Stored("a", ("techno", 0.8), ("house", 0.4), ("dub", 0.1))), tags: ["mine"]);
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(classification.Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
            Assert.That(classification.AddedTags, Is.EqualTo(["techno", "house"]));
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "techno", "house"]));
            Assert.That(
                flow.Track.Extra.AutoTags,
                Has.Property("FileId").EqualTo("a").And.Property("Names").EqualTo(new[] { "techno", "house" }));
            Assert.That((flow.Track.Extra.AutoTag, flow.Classifier.Calls), Is.EqualTo((false, 0)));
        }
    }

    [Test]
    [Property("Rule", 21)]
    public async Task Switched_off_a_pending_flag_on_fresh_predictions_is_kept()
    {
        await using var flow = new Flow(options => options.Enabled = false);
        flow.Put(Flow.Wanted(Flow.Stored("a", ("techno", 0.8))));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That((flow.Track.Extra.AutoTag, flow.Track.Tags.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    [Property("Rule", 14)]
    public async Task A_track_deleted_before_its_flag_is_settled_is_not_found()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(Flow.Stored("a", ("techno", 0.8))));
        flow.Store.BeforeUpdate = _ => flow.Rows.Remove(Flow.Id);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.NotFound));
    }

    [Test]
    [Property("Rule", 14)]
    public async Task Audio_replaced_before_its_flag_is_settled_keeps_the_flag()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(Flow.Stored("a", ("techno", 0.8))));
        flow.Store.BeforeUpdate = _ => flow.ReplaceAudio("b");
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That((flow.Track.Extra.AutoTag, flow.Track.Tags.Count), Is.EqualTo((true, 0)));
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("\u0007")]
    [Property("Defect", "B11")]
    public async Task Unusable_stored_names_are_neither_tags_nor_suggestions(string name)
    {
        await using var flow = new Flow();
        flow.Put(
            Flow.Wanted(
                Flow.Stored("a", (System.Text.Json.JsonEncodedText.Encode(name).ToString(), 0.9), ("rock", 0.8))));
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Tags.Select(tag => tag.Name), Is.EqualTo(["rock"]));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(["rock"]));
        Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["rock"]));
    }

    [Test]
    [Property("Rule", 21)]
    public async Task Pending_flag_adds_tags_and_keeps_the_own_ones_of_the_same_file([Values] bool force)
    {
        await using var flow = new Flow();
        var extra = Flow.Stored("a", ("electronic", 0.8), ("ambient", 0.8), ("house", 0.1));
        const string Record = """{"genre_auto_tags":{"file_id":"a","names":["house"]},""";
        flow.Put(Flow.Wanted(Record + extra[1..]), tags: ["mine", "house"]);

        var classification = await flow.Genres.ClassifyAsync(Flow.Id, force);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(flow.Classifier.Calls, Is.EqualTo(force ? 1 : 0));
            Assert.That(classification.RemovedTags, Is.Empty);
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "house", "electronic", "ambient"]));
            Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["house", "electronic", "ambient"]));
        }
    }
}
