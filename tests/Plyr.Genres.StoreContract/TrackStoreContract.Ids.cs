using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [TestCase(TrackIdKind.Number, Category = StoreTopics.Ids)]
    [TestCase(TrackIdKind.Uuid, Category = StoreTopics.Ids)]
    [TestCase(TrackIdKind.Text, Category = StoreTopics.Ids)]
    public async Task Tracks_are_found_changed_and_listed_by_ids_of_this_kind(TrackIdKind kind)
    {
        RequireIdsOf(kind);
        var ids = new List<TrackId>();
        for (var i = 0; i < 12; i++)
            ids.Add(await Harness.AddAsync(new StoredTrack { Title = $"Track {i}" }, kind));

        Assert.That(ids, Is.Unique);
        Assert.That(ids, Is.All.Matches<TrackId>(id => IsOf(id, kind)), "ids of another kind");
        for (var i = 0; i < ids.Count; i++)
        {
            Assert.That((await GetAsync(ids[i])).Id, Is.EqualTo(ids[i]));
            Assert.That((await GetAsync(ids[i])).Title, Is.EqualTo($"Track {i}"));
        }

        Assert.That(await ListIdsAsync(TrackFilter.All, 5), Is.EquivalentTo(ids));
        Assert.That(await TagAsync(ids[7], "seven"), Is.True);
        foreach (var id in ids)
            Assert.That(await TagsAsync(id), Is.EqualTo(id == ids[7] ? new[] { "seven" } : []));
    }

    [TestCaseSource(nameof(UnknownIds))]
    public async Task An_unknown_id_of_any_kind_names_no_track(TrackId unknown)
    {
        await AddAsync();

        Assert.That(await Store.FindAsync(unknown), Is.Null);
        Assert.That(await TagAsync(unknown, "nobody's"), Is.False);
        Assert.That(await Store.CountAsync(TrackFilter.All), Is.EqualTo(1));
    }

    [Test, Category(StoreTopics.Ids)]
    public async Task The_text_of_a_number_is_not_the_number()
    {
        RequireIdsOf(TrackIdKind.Number);
        var id = await Harness.AddAsync(new StoredTrack(), TrackIdKind.Number);

        Assert.That(await Store.FindAsync(new TrackId(id.ToString())), Is.Null);
        Assert.That(await TagAsync(new TrackId(id.ToString()), "wrong"), Is.False);
        Assert.That(await TagsAsync(id), Is.Empty);
    }

    private static IEnumerable<TestCaseData> UnknownIds()
    {
        yield return Unknown("a number", new TrackId(987_654_321_987));
        yield return Unknown("a number below zero", new TrackId(-1));
        yield return Unknown("the largest number", new TrackId(long.MaxValue));
        yield return Unknown("a GUID", new TrackId(new Guid("9b2d3c4e-0000-4000-8000-5a6b7c8d9e0f")));
        yield return Unknown("a text", new TrackId("no such track"));
        yield return Unknown("a text with odd characters", new TrackId("'; -- \" % 🎧"));

        static TestCaseData Unknown(string name, TrackId id) =>
            new TestCaseData(id).SetCategory(StoreTopics.Ids).SetName(
                $"An_unknown_id_of_any_kind_names_no_track({name})");
    }

    private static bool IsOf(TrackId id, TrackIdKind kind) => kind switch
    {
        TrackIdKind.Number => id.TryGetInt64(out _),
        TrackIdKind.Uuid => id.TryGetGuid(out _),
        _ => !id.TryGetInt64(out _) && !id.IsDefault,
    };

    private void RequireIdsOf(TrackIdKind kind)
    {
        if (!Harness.IdKinds.Contains(kind))
            Assert.Ignore($"This store has no ids of the kind {kind}.");
    }
}
