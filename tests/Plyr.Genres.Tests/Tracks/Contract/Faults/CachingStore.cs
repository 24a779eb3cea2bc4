using System.Collections.Concurrent;

namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Shows a track from its cache, which only its own writes renew.</summary>
internal sealed class CachingStore : BrokenStore
{
    private readonly ConcurrentDictionary<TrackId, Track?> _cache = [];

    public override async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        if (!_cache.TryGetValue(id, out var track))
            _cache[id] = track = await Rows.FindAsync(id, cancellationToken);
        return track;
    }

    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        var written = await Rows.UpdateAsync(id, decide, cancellationToken);
        _cache.TryRemove(id, out _);
        return written;
    }
}
