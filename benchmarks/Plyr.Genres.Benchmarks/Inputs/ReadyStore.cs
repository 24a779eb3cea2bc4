namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>
/// Represents a scoped store in memory, so that only the library is measured.
/// </summary>
internal sealed class ReadyStore : ITrackExtraStore
{
    private static readonly Track[] Tracks = [.. Enumerable.Range(0, 64).Select(id => new Track
    {
        Id = id,
        FileId = "a",
        Audio = Containers.Audio,
        Tags = ["ambient", "late night"],
        Extra = TrackExtra.Parse(ExtraDocuments.WithPredictions(10, 0)),
    })];

    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        new(id.TryGetInt64(out var number) ? Tracks[number] : null);

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Fresh predictions are only read.");

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Fresh predictions are only read.");

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Fresh predictions are only read.");
}
