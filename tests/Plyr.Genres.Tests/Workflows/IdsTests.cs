using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class IdsTests
{
    private static readonly TrackId[] Kinds =
        [668, 0, -1, "668", "at://did:plc:x/fm.plyr.track/3k", new(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"))];

    [TestCaseSource(nameof(Kinds))]
    public async Task Every_kind_of_id_is_classified_recommended_and_forgotten(TrackId id)
    {
        await using var flow = new Flow();
        flow.Put(id: id);
        Assert.That((await flow.Genres.ClassifyAsync(id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That((await flow.Genres.RecommendTagsAsync(id))!.TrackId, Is.EqualTo(id));
        Assert.That(await flow.Genres.ForgetAsync(id), Is.True);
        Assert.That(flow.Rows.GetExtra(id), Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_number_and_the_text_of_its_digits_are_two_tracks()
    {
        await using var flow = new Flow();
        flow.Put(id: 668);
        Assert.That(await flow.Genres.RecommendTagsAsync("668"), Is.Null);
    }

    [Test]
    [Property("Rule", 24)]
    public async Task Runs_are_shared_by_the_id_that_the_store_returned()
    {
        await using var flow = new Flow(store: rows => new CaseBlindStore(rows));
        flow.Put(id: "track");
        var gate = flow.Classifier.Holds();
        var lower = flow.Genres.RecommendTagsAsync("track");
        var upper = flow.Genres.RecommendTagsAsync("TRACK");
        await gate.Listening;
        gate.Answer();
        Assert.That((await lower)!.TrackId, Is.EqualTo((await upper)!.TrackId));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Default_id_is_refused_by_the_name_of_the_argument_before_the_store_is_called()
    {
        await using var flow = new Flow();
        Func<Task>[] calls =
        [
            () => flow.Genres.RecommendTagsAsync(default),
            () => flow.Genres.RecommendTagsWithoutRunAsync(default),
            () => flow.Genres.ClassifyAsync(default),
            () => flow.Genres.ForgetAsync(default),
            () => flow.Genres.RenormalizeAsync(default),
            () => flow.Genres.ExplainAsync(default),
            () => flow.Genres.GetLabelScoresAsync(default),
            () => flow.Genres.RemoveAutoTagsAsync(default),
        ];

        foreach (var call in calls)
            await Assert.ThatAsync(call, Throws.ArgumentException.With.Property("ParamName").EqualTo("id"));

        Assert.That(flow.Store.Finds, Is.Zero);
        Assert.That(flow.Store.Updates, Is.Zero);
    }
}
