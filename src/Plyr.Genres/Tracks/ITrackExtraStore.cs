namespace Plyr.Genres;

/// <summary>The host's tracks, as far as genre tagging reads and writes them. The host implements this over its own database.</summary>
/// <remarks>
/// It may be registered with any lifetime; the library resolves it in a scope of its own for each step and holds nothing while the
/// model works. Exceptions of a store reach the caller as they are. A store that is registered as a singleton is called from many threads at once.
/// </remarks>
public interface ITrackExtraStore
{
    /// <summary>Reads one track. Called for every page that shows suggestions, so it does no I/O to make the audio URL.</summary>
    /// <param name="id">The track's id, never the default value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The track, or null when there is none.</returns>
    ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes one track in one atomic step: reads it so that nobody else can change it meanwhile (a locked row, or a version that is
    /// checked), asks <paramref name="decide"/>, and applies the whole answer or nothing.
    /// </summary>
    /// <param name="id">The track's id, never the default value.</param>
    /// <param name="decide">
    /// Given the track as it is now; null means: change nothing. Pure and quick; it may be called again, with a newer track, when the
    /// step has to be repeated. What it throws comes through, and nothing is written.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; then nothing is written.</param>
    /// <returns>True when a change was applied; false when there is no such track or the decision was to change nothing.</returns>
    ValueTask<bool> UpdateAsync(TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default);

    /// <summary>Lists tracks in the store's own order of ids, which never changes, page by page.</summary>
    /// <param name="filter">Which tracks.</param>
    /// <param name="after">The last id of the page before, or null for the first page. It need not exist any more.</param>
    /// <param name="take">How many tracks at most, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The next tracks; fewer than <paramref name="take"/> only at the end.</returns>
    ValueTask<IReadOnlyList<Track>> ListAsync(TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default);

    /// <summary>Counts tracks.</summary>
    /// <param name="filter">Which tracks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many tracks <see cref="ListAsync"/> would list over all pages.</returns>
    ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default);
}
