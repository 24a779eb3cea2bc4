namespace Plyr.Genres;

/// <summary>Reads and writes the host's tracks. The host implements it over its own database.</summary>
/// <remarks>
/// It may be registered with any lifetime: the library resolves it in a new scope for each step and holds nothing while
/// the model works. Exceptions of a store reach the caller unchanged. A store that is registered as a singleton must be
/// thread-safe.
/// </remarks>
public interface ITrackExtraStore
{
    /// <summary>Reads one track. Called often, so it must not do I/O to create the audio source.</summary>
    /// <param name="id">The track's id, never the default value.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The track; null when it does not exist.</returns>
    ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes one track in one atomic step: reads it so that no other process can change it at the same time (a locked
    /// row, or a version that is checked), calls <paramref name="decide"/>, and applies all of its result or nothing.
    /// </summary>
    /// <param name="id">The track's id, never the default value.</param>
    /// <param name="decide">
    /// Returns the change for the track as it is now; null changes nothing. Pure and quick. It may be called again with
    /// a newer track when the step is repeated; the last result is the one to apply. Its exceptions reach the caller,
    /// and nothing is written.
    /// </param>
    /// <param name="cancellationToken">Cancels the step; nothing is written.</param>
    /// <returns>
    /// True when a change of <paramref name="decide"/> was applied, even if the row stays the same; false when the
    /// track does not exist or the last result was null.
    /// </returns>
    ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default);

    /// <summary>Lists tracks page by page, in an order of ids that never changes.</summary>
    /// <param name="filter">The tracks to list.</param>
    /// <param name="after">The last id of the previous page, which may be deleted; null for the first page.</param>
    /// <param name="take">The maximum number of tracks, at least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The next tracks; fewer than <paramref name="take"/> only at the end.</returns>
    ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default);

    /// <summary>Counts tracks.</summary>
    /// <param name="filter">The tracks to count.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number of tracks that <see cref="ListAsync"/> lists over all pages.</returns>
    ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default);
}
