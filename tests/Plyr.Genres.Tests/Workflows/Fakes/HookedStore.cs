namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// A store that lets the test step in before and after each step: to count, to throw, to change the track.
/// </summary>
internal sealed class HookedStore(ITrackExtraStore inner) : ITrackExtraStore
{
    private int _finds;
    private int _updates;

    public int Finds => Volatile.Read(ref _finds);

    public int Updates => Volatile.Read(ref _updates);

    /// <summary>Called before a read, with its number from 1.</summary>
    public Action<int> BeforeFind { get; set; } = _ => { };

    /// <summary>Called before a write, with its number from 1.</summary>
    public Action<int> BeforeUpdate { get; set; } = _ => { };

    /// <summary>Called once a write is done, with its number from 1.</summary>
    public Action<int> AfterUpdate { get; set; } = _ => { };

    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        BeforeFind(Interlocked.Increment(ref _finds));
        return inner.FindAsync(id, cancellationToken);
    }

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _updates);
        BeforeUpdate(number);
        var written = await inner.UpdateAsync(id, decide, cancellationToken);
        AfterUpdate(number);
        return written;
    }

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        inner.CountAsync(filter, cancellationToken);
}
