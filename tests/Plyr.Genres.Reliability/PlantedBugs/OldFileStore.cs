using System.Collections.Concurrent;

namespace Plyr.Genres.Reliability.PlantedBugs;

/// <summary>
/// Keeps the audio that a track had at first, and applies the answer to the audio that it has now.
/// </summary>
internal sealed class OldFileStore(ITrackExtraStore inner) : ITrackExtraStore
{
    private readonly ConcurrentDictionary<TrackId, Track> _firsts = new();

    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        await inner.FindAsync(id, cancellationToken) is { } track ? WithFirstAudio(track) : null;

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        inner.UpdateAsync(
        id,
        track =>
            decide(WithFirstAudio(track)) is { } change
                && change.Extra.GetValueOrDefault(TrackExtraKeys.PredictionsFileId) is not null
            ? change with
            {
                Extra = new Dictionary<string, string?>(change.Extra)
                {
                    [TrackExtraKeys.PredictionsFileId] = $"\"{track.FileId}\"",
                },
            }
            : decide(WithFirstAudio(track)),
        cancellationToken);

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        inner.CountAsync(filter, cancellationToken);

    private Track WithFirstAudio(Track track)
    {
        var first = _firsts.GetOrAdd(track.Id, track);
        return track with { FileId = first.FileId, Audio = first.Audio };
    }
}
