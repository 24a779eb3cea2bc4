using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Test, Category(StoreTopics.Cancellation)]
    public async Task A_cancelled_read_ends_as_cancelled()
    {
        var id = await AddAsync();

        Assert.That(
            await CatchAsync(() => Store.FindAsync(id, Cancelled).AsTask()),
            Is.InstanceOf<OperationCanceledException>(),
            "find");
        Assert.That(
            await CatchAsync(() => Store.ListAsync(TrackFilter.All, null, 10, Cancelled).AsTask()),
            Is.InstanceOf<OperationCanceledException>(),
            "list");
        Assert.That(
            await CatchAsync(() => Store.CountAsync(TrackFilter.All, Cancelled).AsTask()),
            Is.InstanceOf<OperationCanceledException>(),
            "count");
    }

    [Test, Category(StoreTopics.Cancellation)]
    public async Task Cancelled_update_writes_nothing_and_makes_no_decision()
    {
        var id = await AddAsync();
        var asked = 0;

        var caught = await CatchAsync(() => Store.UpdateAsync(id, Decide, Cancelled).AsTask());

        Assert.That(caught, Is.InstanceOf<OperationCanceledException>());
        Assert.That(asked, Is.Zero);
        Assert.That(await TagsAsync(id), Is.Empty);
        Assert.That(await TagAsync(id, "later"), Is.True, "the track can't be changed any more");

        TrackChange Decide(Track track)
        {
            asked++;
            return new TrackChange { AddTags = ["cancelled"] };
        }
    }

    [Test, Category(StoreTopics.Cancellation)]
    public async Task An_update_cancelled_while_it_decides_is_written_whole_or_not_at_all()
    {
        var id = await AddAsync();
        using var cancellation = new CancellationTokenSource();

        var caught = await CatchAsync(() => Store.UpdateAsync(id, Decide, cancellation.Token).AsTask());

        Assert.That(caught, Is.Null.Or.InstanceOf<OperationCanceledException>());
        var written = caught is null;
        Assert.That(await TagsAsync(id), Is.EqualTo(written ? new[] { "decided" } : []));
        Assert.That((await GetAsync(id)).Extra.PredictionsModel, Is.EqualTo(written ? "decided" : null));
        Assert.That(await TagAsync(id, "later"), Is.True, "the track can't be changed any more");

        TrackChange Decide(Track track)
        {
            cancellation.Cancel();
            return Set(TrackExtraKeys.PredictionsModel, "\"decided\"") with { AddTags = ["decided"] };
        }
    }
}
