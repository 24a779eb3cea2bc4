using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [TestCaseSource(typeof(FilterRows), nameof(FilterRows.Cases))]
    public async Task The_filter_takes_exactly_what_needs_classification(StoredTrack row, bool needed)
    {
        RequireExtra(row.Extra);
        var id = await AddAsync(row);
        TrackId[] expected = needed ? [id] : [];

        Assert.Multiple(async () =>
        {
            Assert.That((await Store.ListAsync(TrackFilter.NeedsClassification, null, 10)).Select(track => track.Id), Is.EqualTo(expected));
            Assert.That(await Store.CountAsync(TrackFilter.NeedsClassification), Is.EqualTo(expected.Length));
            Assert.That((await Store.ListAsync(TrackFilter.All, null, 10)).Select(track => track.Id), Is.EqualTo(new[] { id }));
            Assert.That(await Store.CountAsync(TrackFilter.All), Is.EqualTo(1));
            Assert.That(TrackFilter.NeedsClassification.Matches(await GetAsync(id)), Is.EqualTo(needed), "the track that is read differs from what was stored");
        });
    }

    [Test, Category(StoreTopics.Filters)]
    public async Task Among_rows_of_every_kind_both_filters_take_what_they_should()
    {
        var all = new List<TrackId>();
        var needed = new List<TrackId>();
        foreach (var (row, isNeeded) in FilterRows.All.Where(pair => Harness.Keeps(pair.Row.Extra)))
        {
            var id = await AddAsync(row);
            all.Add(id);
            if (isNeeded)
                needed.Add(id);
        }

        Assert.That(await ListIdsAsync(TrackFilter.All, 3), Is.EquivalentTo(all));
        Assert.That(await ListIdsAsync(TrackFilter.NeedsClassification, 3), Is.EquivalentTo(needed));
        Assert.That(await Store.CountAsync(TrackFilter.All), Is.EqualTo(all.Count));
        Assert.That(await Store.CountAsync(TrackFilter.NeedsClassification), Is.EqualTo(needed.Count));
    }
}
