using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>What the in-memory store promises beyond the contract of every store.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class InMemoryTrackExtraStoreTests
{
    [Test]
    public async Task A_page_holds_at_least_one_track()
    {
        var store = new InMemoryTrackExtraStore();
        store.Put(new Track { Id = 1 });

        await Assert.ThatAsync(
            async () => await store.ListAsync(TrackFilter.All, null, 0),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Empty_store_and_last_track_have_no_successor([Values(0, 1, 5)] int last, [Values(5, 6)] int after)
    {
        var store = new InMemoryTrackExtraStore();
        if (last > 0)
            store.Put(new Track { Id = last });
        Assert.That(await store.ListAsync(TrackFilter.All, after, 10), Is.Empty);
    }

    [Test]
    public async Task Ids_are_listed_numbers_first()
    {
        var store = new InMemoryTrackExtraStore();
        foreach (var id in new TrackId[] { "b", 10, "a", 9 })
            store.Put(new Track { Id = id });

        Assert.That(
            (await store.ListAsync(TrackFilter.All, null, 10)).Select(track => track.Id),
            Is.EqualTo(new TrackId[] { 9, 10, "a", "b" }));
        Assert.That(
            (await store.ListAsync(TrackFilter.All, 11, 10)).Select(track => track.Id),
            Is.EqualTo(new TrackId[] { "a", "b" }));
    }

    [Test]
    public async Task The_tags_of_a_stored_track_are_a_copy()
    {
        var store = new InMemoryTrackExtraStore();
        var tags = new List<string> { "one" };
        store.Put(new Track { Id = 1, Tags = tags });
        tags.Add("two");

        Assert.That((await store.FindAsync(1))!.Tags, Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public void Extra_is_returned_as_it_was_put_and_Remove_reports_existence()
    {
        var store = new InMemoryTrackExtraStore();
        store.Put(new Track { Id = 1 }, """{ "a": 1.0 }""");

        Assert.That(store.GetExtra(1), Is.EqualTo("""{ "a": 1.0 }"""));
        Assert.That((store.Remove(1), store.Remove(1), store.GetExtra(1)), Is.EqualTo((true, false, (string?)null)));
    }
}
