namespace Plyr.Genres.Reliability.PlantedBugs;

/// <summary>Writes something else than was decided.</summary>
internal sealed class SpoilingStore(
    ITrackExtraStore inner, Func<Track, TrackChange, TrackChange> spoil) : ITrackExtraStore
{
    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        inner.FindAsync(id, cancellationToken);

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        inner.UpdateAsync(id, track => decide(track) is { } change ? spoil(track, change) : null, cancellationToken);

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        inner.CountAsync(filter, cancellationToken);
}
