namespace Plyr.Genres;

/// <summary>Counts what is known about the genres of all tracks, in one pass over the store.</summary>
/// <remarks>A thread-safe singleton, registered by <c>AddPlyrGenres</c>. Memory grows with the number of artists, not of tracks.</remarks>
public sealed class GenreAudit
{
    private const int PageSize = 500;

    private readonly TrackStore _store;
    private readonly GenreTelemetry _telemetry;

    internal GenreAudit(TrackStore store, GenreTelemetry telemetry) => (_store, _telemetry) = (store, telemetry);

    /// <summary>Runs the audit.</summary>
    /// <param name="options">What to tell besides the counts.</param>
    /// <param name="cancellationToken">Ends the audit without a report.</param>
    /// <returns>The counts, as the rows were when the audit passed them.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<AuditReport> RunAsync(AuditOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var activity = _telemetry.StartCall(PlyrGenresDiagnostics.AuditActivity);
        try
        {
            var tally = new AuditTally(options?.OnClassifiedTrack);
            TrackId? after = null;
            while (true)
            {
                var page = await _store.ListAsync(TrackFilter.All, after, PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var track in page)
                    tally.Add(track);
                if (page.Count < PageSize)
                    return tally.ToReport();
                after = page[^1].Id;
            }
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }
    }
}
