using System.Text;

namespace Plyr.Genres;

/// <summary>Keeps tracks in memory, for a trial, for tests, and as the smallest example of a store.</summary>
/// <remarks>Thread-safe. Ids are ordered as <see cref="TrackId"/> orders them.</remarks>
public sealed class InMemoryTrackExtraStore : ITrackExtraStore
{
    private readonly Lock _lock = new();
    private readonly SortedSet<TrackId> _ids = [];
    private readonly Dictionary<TrackId, Row> _rows = [];

    /// <summary>Adds a track, or replaces the one with its id.</summary>
    /// <param name="track">The track. Its <see cref="Track.Extra"/> is read from <paramref name="extra"/>.</param>
    /// <param name="extra">The track's whole <c>extra</c> document; null for an empty document.</param>
    /// <exception cref="ArgumentException">The track's id is the default value.</exception>
    public void Put(Track track, string? extra = null)
    {
        ArgumentNullException.ThrowIfNull(track);
        track.Id.ThrowIfDefault(nameof(track));
        lock (_lock)
        {
            _ids.Add(track.Id);
            var stored = track with { Tags = [.. track.Tags], Extra = TrackExtra.Parse(extra) };
            _rows[track.Id] = new Row(stored, Encoding.UTF8.GetBytes(extra ?? "{}"));
        }
    }

    /// <summary>Removes a track.</summary>
    /// <param name="id">The track's id.</param>
    /// <returns>True when the track existed.</returns>
    public bool Remove(TrackId id)
    {
        lock (_lock)
            return _ids.Remove(id) && _rows.Remove(id);
    }

    /// <summary>Reads a track's whole <c>extra</c> document.</summary>
    /// <param name="id">The track's id.</param>
    /// <returns>The document, with foreign keys; null when there is no such track.</returns>
    public string? GetExtra(TrackId id)
    {
        lock (_lock)
            return _rows.TryGetValue(id, out var row) ? Encoding.UTF8.GetString(row.Extra) : null;
    }

    /// <inheritdoc/>
    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return new(_rows.GetValueOrDefault(id)?.Track);
    }

    /// <inheritdoc/>
    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        ArgumentNullException.ThrowIfNull(decide);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_rows.TryGetValue(id, out var row) || decide(row.Track) is not { } change)
                return new(false);
            var extra = change.ApplyTo(row.Extra.AsSpan());
            _rows[id] = new Row(
                row.Track with { Tags = change.ApplyTo(row.Track.Tags), Extra = TrackExtra.Parse(extra) }, extra);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            IEnumerable<TrackId> ids = _ids;
            if (after is { } last)
                ids = _ids.Count == 0 || last.CompareTo(_ids.Max) >= 0
                    ? []
                    : _ids.GetViewBetween(last, _ids.Max).Where(id => id != last);
            return new(ids.Select(id => _rows[id].Track).Where(track => filter.Matches(track)).Take(take).ToArray());
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return new(_rows.Values.LongCount(row => filter.Matches(row.Track)));
    }

    private sealed record Row(Track Track, byte[] Extra);
}
