using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [TestCaseSource(typeof(FilterRows), nameof(FilterRows.Cases))]
    public async Task Filters_select_exactly_the_tracks_that_they_name(
        StoredTrack row, bool needed, bool needsRealModel)
    {
        RequireExtra(row.Extra);
        var id = await AddAsync(row);
        var filters = new[]
        {
            (Filter: TrackFilter.All, Expected: true),
            (Filter: TrackFilter.NeedsClassification, Expected: needed),
            (Filter: TrackFilter.NeedsRealModel, Expected: needsRealModel),
        };

        foreach (var (filter, isExpected) in filters)
        {
            TrackId[] expected = isExpected ? [id] : [];

            Assert.Multiple(async () =>
            {
                Assert.That(
                    (await Store.ListAsync(filter, null, 10)).Select(track => track.Id),
                    Is.EqualTo(expected),
                    $"{filter}");
                Assert.That(await Store.CountAsync(filter), Is.EqualTo(expected.Length), $"{filter}");
                Assert.That(
                    filter.Matches(await GetAsync(id)),
                    Is.EqualTo(isExpected),
                    $"{filter}: the track that is read differs");
            });
        }
    }

    [Test, Category(StoreTopics.Filters)]
    public async Task Filters_select_their_tracks_among_rows_of_every_kind()
    {
        var expected = new Dictionary<TrackFilter, List<TrackId>>
        {
            [TrackFilter.All] = [],
            [TrackFilter.NeedsClassification] = [],
            [TrackFilter.NeedsRealModel] = [],
        };
        foreach (var (row, isNeeded, needsRealModel) in FilterRows.All.Where(pair => Harness.Keeps(pair.Row.Extra)))
        {
            var id = await AddAsync(row);
            expected[TrackFilter.All].Add(id);
            if (isNeeded)
                expected[TrackFilter.NeedsClassification].Add(id);
            if (needsRealModel)
                expected[TrackFilter.NeedsRealModel].Add(id);
        }

        foreach (var (filter, ids) in expected)
        {
            Assert.That(await ListIdsAsync(filter, 3), Is.EquivalentTo(ids), $"{filter}");
            Assert.That(await Store.CountAsync(filter), Is.EqualTo(ids.Count), $"{filter}");
        }
    }
}
