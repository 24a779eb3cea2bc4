namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// A store that, as some databases do, finds a text id in any case and answers with the id as it is stored.
/// </summary>
internal sealed class CaseBlindStore(ITrackExtraStore inner) : ITrackExtraStore
{
    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        inner.FindAsync(Stored(id), cancellationToken);

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        inner.UpdateAsync(Stored(id), decide, cancellationToken);

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        inner.CountAsync(filter, cancellationToken);

    private static TrackId Stored(TrackId id) => id.ToString().ToLowerInvariant();
}
