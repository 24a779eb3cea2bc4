using Plyr.Genres;

namespace Example.Readme;

/// <summary>Stands for the reader's own store: scoped, over something that the container has.</summary>
internal sealed class MyTrackStore(InMemoryTrackExtraStore tracks) : ITrackExtraStore
{
    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        tracks.FindAsync(id, cancellationToken);

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        tracks.UpdateAsync(id, decide, cancellationToken);

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        tracks.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        tracks.CountAsync(filter, cancellationToken);
}
