namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// A store with optimistic concurrency whose first try of each write is always too late: it asks twice, and the second
/// counts.
/// </summary>
internal sealed class ConflictingStore(ITrackExtraStore inner) : ITrackExtraStore
{
    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        inner.FindAsync(id, cancellationToken);

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        if (await inner.FindAsync(id, cancellationToken) is { } old)
            decide(old with { FileId = "an older file", Tags = ["electronic"] });
        return await inner.UpdateAsync(id, decide, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        inner.CountAsync(filter, cancellationToken);
}
