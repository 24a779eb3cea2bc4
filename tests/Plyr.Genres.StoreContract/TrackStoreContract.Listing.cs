using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [Test, Category(StoreTopics.Listing)]
    public async Task An_empty_store_lists_and_counts_nothing()
    {
        Assert.That(await Store.ListAsync(TrackFilter.All, null, 10), Is.Empty);
        Assert.That(await Store.CountAsync(TrackFilter.All), Is.Zero);
    }

    [TestCase(1, Category = StoreTopics.Listing)]
    [TestCase(4, Category = StoreTopics.Listing)]
    [TestCase(12, Category = StoreTopics.Listing)]
    [TestCase(1000, Category = StoreTopics.Listing)]
    public async Task Pages_of_any_size_give_every_track_once_in_one_order(int take)
    {
        var ids = await AddManyAsync(12);
        var atOnce = (await Store.ListAsync(TrackFilter.All, null, 100)).Select(track => track.Id).ToList();

        var paged = await ListIdsAsync(TrackFilter.All, take);

        Assert.That(paged, Is.EquivalentTo(ids));
        Assert.That(paged, Is.EqualTo(atOnce), "pages come in another order");
    }

    [Test, Category(StoreTopics.Listing)]
    public async Task A_short_page_comes_only_at_the_end_also_when_most_tracks_do_not_match()
    {
        var matching = new List<TrackId>();
        for (var i = 0; i < 40; i++)
        {
            var id = await AddAsync(i % 5 == 0 ? new StoredTrack() : new StoredTrack { AudioUrl = null });
            if (i % 5 == 0)
                matching.Add(id);
        }

        var first = await Store.ListAsync(TrackFilter.NeedsClassification, null, 3);

        Assert.That(first, Has.Count.EqualTo(3));
        Assert.That(await ListIdsAsync(TrackFilter.NeedsClassification, 3), Is.EquivalentTo(matching));
    }

    [Test, Category(StoreTopics.Listing)]
    public async Task The_id_after_which_a_page_starts_need_not_exist_any_more()
    {
        var ids = await AddManyAsync(6);
        var order = await ListIdsAsync(TrackFilter.All, 100);
        await Harness.DeleteAsync(order[2]);

        var rest = await Store.ListAsync(TrackFilter.All, order[2], 100);

        Assert.That(order, Is.EquivalentTo(ids));
        Assert.That(rest.Select(track => track.Id), Is.EqualTo(order.Skip(3)));
    }

    [Test, Category(StoreTopics.Listing)]
    public async Task A_page_shows_tracks_as_they_are()
    {
        var id = await AddAsync(new StoredTrack { Tags = ["old"] });
        await Store.ListAsync(TrackFilter.All, null, 1);
        await TagAsync(id, "new");
        await SetAsync(id, TrackExtraKeys.PredictionsModel, "\"v1\"");

        var track = (await Store.ListAsync(TrackFilter.All, null, 1)).Single();

        Assert.That(track.Tags, Is.EquivalentTo(new[] { "old", "new" }));
        Assert.That(track.Extra.PredictionsModel, Is.EqualTo("v1"));
    }

    [Test, Category(StoreTopics.Listing)]
    public async Task Tracks_that_come_change_and_go_between_pages_disturb_no_other_track()
    {
        var ids = await AddManyAsync(60);
        var order = (await Store.ListAsync(TrackFilter.All, null, 100)).Select(track => track.Id).ToList();
        var doomed = new Queue<TrackId>(order.Where((_, place) => place % 3 == 1));
        var steady = order.Except(doomed).ToList();
        var pages = 0;

        var seen = await ListIdsAsync(TrackFilter.All, 5, async last =>
        {
            pages++;
            // The deleted track is before or after the next page, or the very track that the page starts after.
            var gone = doomed.Contains(last) ? last : doomed.ElementAt(pages * 7 % doomed.Count);
            doomed = new Queue<TrackId>(doomed.Where(id => id != gone));
            await Harness.DeleteAsync(gone);
            if (pages <= 5)
                await AddManyAsync(2);
            await Harness.ReplaceAsync(
                steady[pages * 11 % steady.Count], new StoredTrack { FileId = $"file-{pages}", Title = "Changed" });
            await TagAsync(steady[pages * 13 % steady.Count], "changed");
        });

        Assert.That(seen, Is.Unique, "a track was shown twice");
        Assert.That(
            seen.Where(steady.Contains), Is.EqualTo(steady), "a track that was there all along was skipped or moved");
    }

    [Test, Category(StoreTopics.Listing)]
    public async Task Tracks_that_stop_matching_between_pages_disturb_no_other_track()
    {
        await AddManyAsync(30);
        var order = (await Store.ListAsync(TrackFilter.NeedsClassification, null, 100))
            .Select(track => track.Id)
            .ToList();

        // This is what a backfill does: the tracks of a page are done before the next page is asked for.
        var seen = new List<TrackId>();
        TrackId? after = null;
        while (await Store.ListAsync(TrackFilter.NeedsClassification, after, 4) is { Count: > 0 } page)
        {
            foreach (var track in page)
            {
                seen.Add(track.Id);
                await Store.UpdateAsync(track.Id, FailedFor);
            }

            after = page[^1].Id;
        }

        Assert.That(seen, Is.EqualTo(order));
        Assert.That(await Store.CountAsync(TrackFilter.NeedsClassification), Is.Zero);

        static TrackChange FailedFor(Track track) =>
            Set(
                TrackExtraKeys.Failure,
                $$"""{"file_id": "{{track.FileId}}", "reason": "audio_rejected", "at": "2026-01-02T03:04:05.000Z"}""");
    }

    /// <summary>Reads page after page, as a backfill does, and lets the caller do something in between.</summary>
    private async Task<List<TrackId>> ListIdsAsync(TrackFilter filter, int take, Func<TrackId, Task>? between = null)
    {
        var ids = new List<TrackId>();
        while (true)
        {
            var page = await Store.ListAsync(filter, ids.Count == 0 ? default(TrackId?) : ids[^1], take);
            Assert.That(page, Has.Count.LessThanOrEqualTo(take));
            ids.AddRange(page.Select(track => track.Id));
            if (page.Count < take)
                return ids;
            Assert.That(ids, Has.Count.LessThan(10_000), "the pages do not end");
            if (between is not null)
                await between(ids[^1]);
        }
    }
}
