using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class RecommendTagsTests
{
    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(21)]
    [Property("Rule", 15)]
    public async Task A_limit_outside_1_to_20_is_refused_before_anything_is_read(int limit)
    {
        await using var flow = new Flow();
        flow.Put();
        var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => flow.Genres.RecommendTagsAsync(Flow.Id, limit));
        Assert.That(exception!.ParamName, Is.EqualTo("limit"));
        Assert.That(flow.Store.Finds, Is.Zero);
    }

    [TestCase(1, 1)]
    [TestCase(20, 20)]
    [Property("Rule", 15)]
    public async Task Limits_1_and_20_are_the_ends_of_the_range(int limit, int count)
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", [.. Enumerable.Range(0, 30).Select(i => ($"n{i}", 0.5))]));
        Assert.That((await flow.Genres.RecommendTagsAsync(Flow.Id, limit))!.Tags, Has.Count.EqualTo(count));
    }

    [Test]
    [Property("Rule", 15)]
    public async Task Five_tags_are_the_default()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", [.. Enumerable.Range(0, 30).Select(i => ($"n{i}", 0.5))]));
        var tags = (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Tags;
        Assert.That(tags.Select(tag => tag.Name), Is.EqualTo(["n0", "n1", "n2", "n3", "n4"]));
    }

    [Test]
    [Property("Rule", 15)]
    public async Task An_unknown_track_gives_null_and_is_not_paid_for()
    {
        await using var flow = new Flow();
        Assert.That(await flow.Genres.RecommendTagsAsync("nobody"), Is.Null);
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task The_default_id_is_refused_by_every_call()
    {
        await using var flow = new Flow();
        using (Assert.EnterMultipleScope())
        {
            await Assert.ThatAsync(() => flow.Genres.RecommendTagsAsync(default), Throws.ArgumentException);
            await Assert.ThatAsync(() => flow.Genres.ClassifyAsync(default), Throws.ArgumentException);
            await Assert.ThatAsync(() => flow.Genres.ForgetAsync(default), Throws.ArgumentException);
            Assert.That(flow.Store.Finds + flow.Store.Updates, Is.Zero);
        }
    }

    [Test]
    [Property("Rule", 17)]
    public async Task Names_on_the_track_are_left_out_before_the_limit_in_any_case_and_spacing()
    {
        await using var flow = new Flow();
        flow.Put(
            Flow.Stored("a", ("deep house", 0.9), ("techno", 0.8), ("house", 0.7), ("dub", 0.6)),
            tags: [" Deep   HOUSE", "TECHNO"]);
        var tags = (await flow.Genres.RecommendTagsAsync(Flow.Id, 2))!.Tags;
        Assert.That(tags, Is.EqualTo([new RecommendedTag("house", 0.7), new RecommendedTag("dub", 0.6)]));
    }

    [Test]
    [Property("Rule", 17)]
    public async Task Names_that_are_all_on_the_track_leave_nothing_but_a_ready_answer()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("techno", 0.8)), tags: ["techno"]);
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(
            recommendations, Has.Property("Status").EqualTo(RecommendationStatus.Ready).And.Property("Tags").Empty);
    }

    [Test]
    [Property("Rule", 17)]
    public async Task New_predictions_leave_out_the_tags_that_the_run_itself_put_on_the_track()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(recommendations!.Tags.Select(tag => tag.Name), Is.EqualTo(["rock", "shoegaze"]));
    }

    [Test]
    [Property("Rule", 21)]
    public async Task Fresh_predictions_are_read_and_nothing_is_written_though_auto_tags_are_pending()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(Flow.Stored("a", ("techno", 0.8))));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(flow.Store.Updates, Is.Zero);
            Assert.That(flow.Store.Finds, Is.EqualTo(1));
            Assert.That(flow.Track.Extra.AutoTag, Is.True);
        }
    }
}
