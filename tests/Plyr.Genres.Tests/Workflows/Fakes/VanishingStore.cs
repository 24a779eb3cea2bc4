namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// A store with optimistic concurrency whose row is deleted before a decision is applied.
/// </summary>
internal sealed class VanishingStore(ITrackExtraStore inner) : ITrackExtraStore
{
    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        inner.FindAsync(id, cancellationToken);

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        if (await inner.FindAsync(id, cancellationToken) is { } track)
            decide(track);
        return false;
    }

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        inner.CountAsync(filter, cancellationToken);
}
