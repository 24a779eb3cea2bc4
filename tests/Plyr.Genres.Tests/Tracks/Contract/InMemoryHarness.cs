using Plyr.Genres.StoreContract;

namespace Plyr.Genres.Tests.Tracks.Contract;

/// <summary>Fills the in-memory store; <paramref name="store"/> is what the contract sees of it.</summary>
internal sealed class InMemoryHarness(InMemoryTrackExtraStore rows, ITrackExtraStore store) : TrackStoreHarness
{
    private long _last = 667;

    public override IReadOnlyList<TrackIdKind> IdKinds { get; } =
        [TrackIdKind.Number, TrackIdKind.Uuid, TrackIdKind.Text];

    public override ITrackExtraStore GetStore() => store;

    public override ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        var number = Interlocked.Increment(ref _last);
        TrackId id = kind switch
        {
            TrackIdKind.Number => number,
            TrackIdKind.Uuid => Guid.NewGuid(),
            _ => $"tracks/{number} é",
        };
        Put(id, track);
        return new(id);
    }

    public override ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        Put(id, track);
        return default;
    }

    public override ValueTask DeleteAsync(TrackId id)
    {
        rows.Remove(id);
        return default;
    }

    public override ValueTask<string?> ReadExtraAsync(TrackId id) => new(rows.GetExtra(id));

    private void Put(TrackId id, StoredTrack track) => rows.Put(
        new Track
        {
            Id = id,
            FileId = track.FileId,
            Audio = track.AudioUrl,
            Tags = track.Tags,
            Title = track.Title,
            Artist = track.Artist,
            CreatedAt = track.CreatedAt,
        },
        track.Extra);
}
