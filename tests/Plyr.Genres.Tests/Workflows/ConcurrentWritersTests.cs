using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rule 12 and the defects B2 and B6: whatever else writes at the same time, nothing is lost.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 12)]
internal sealed class ConcurrentWritersTests
{
    private const int Writers = 50;

    [Test]
    [Property("Defect", "B6")]
    public async Task Concurrent_writers_and_classifications_lose_nothing()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var classifications = Enumerable.Range(0, Writers).Select(
            _ => AtOnce(() => flow.Genres.ClassifyAsync(Flow.Id, force: true)));
        var writers = Enumerable.Range(0, Writers)
            .Select(i => AtOnce(() => flow.Rows.UpdateAsync(Flow.Id, _ => new TrackChange
            {
                Extra = new Dictionary<string, string?>
                {
                    [$"key{i}"] = i.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
                AddTags = [$"tag{i}"],
            }).AsTask()));
        var all = Task.WhenAll([.. classifications, .. writers]);
        start.SetResult();
        await all;

        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < Writers; i++)
                Assert.That(flow.Extra, Does.Contain($"\"key{i}\":{i}"));
            Assert.That(
                flow.Track.Tags,
                Is.EquivalentTo(["electronic", "ambient", .. Enumerable.Range(0, Writers).Select(i => $"tag{i}")]));
            Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["electronic", "ambient"]));
            Assert.That(flow.Extra, Does.Not.Contain("\"auto_tag\""));
        }

        Task AtOnce(Func<Task> work) => Task.Run(async () =>
        {
            await start.Task;
            await work();
        });
    }

    [Test]
    [Property("Defect", "B2")]
    public async Task Twenty_tracks_that_get_the_same_new_tags_at_once_all_end_with_every_name()
    {
        await using var flow = new Flow();
        var ids = Enumerable.Range(1, 20).Select(number => (TrackId)number).ToArray();
        foreach (var id in ids)
            flow.Put(Flow.Wanted(), id: id);
        await Task.WhenAll(ids.Select(id => Task.Run(() => flow.Genres.ClassifyAsync(id))));
        foreach (var id in ids)
            Assert.That(flow.Find(id)!.Tags, Is.EqualTo(["electronic", "ambient"]));
    }

    [Test]
    [Property("Rule", 14)]
    public async Task A_store_may_ask_for_the_decision_again_with_a_newer_track()
    {
        await using var flow = new Flow(store: rows => new ConflictingStore(rows));
        flow.Put(Flow.Wanted(), tags: ["polka"]);
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(classification.AddedTags, Is.EqualTo(["electronic", "ambient"]));
        Assert.That(flow.Track.Tags, Is.EqualTo(["polka", "electronic", "ambient"]));
    }
}
