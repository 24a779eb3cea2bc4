using Plyr.Genres.Diagnostics;
using Plyr.Genres.Runs;
using Plyr.Genres.Workflows;

namespace Plyr.Genres;

/// <summary>Counts what is stored about the genres of all tracks, in one pass over the store.</summary>
/// <remarks>A thread-safe singleton. Memory grows with the number of artists.</remarks>
public sealed class GenreAudit
{
    private const int PageSize = 500;

    private readonly TrackStore _store;
    private readonly GenreTelemetry _telemetry;

    internal GenreAudit(TrackStore store, GenreTelemetry telemetry)
    {
        _store = store;
        _telemetry = telemetry;
    }

    /// <summary>Runs the audit.</summary>
    /// <param name="options">What to report besides the counts.</param>
    /// <param name="cancellationToken">Cancels the audit without a report.</param>
    /// <returns>The counts, from the rows as they were when the audit read them.</returns>
    /// <exception cref="OperationCanceledException">The audit was canceled.</exception>
    public Task<AuditReport> RunAsync(AuditOptions? options = null, CancellationToken cancellationToken = default) =>
        _telemetry.TraceAsync(PlyrGenresDiagnostics.AuditActivity, null, async _ =>
        {
            var tally = new AuditTally(options?.OnProcessedTrack);
            TrackId? after = null;
            while (true)
            {
                var page = await _store
                    .ListAsync(TrackFilter.All, after, PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var track in page)
                    tally.Add(track);
                if (page.Count < PageSize)
                    return tally.ToReport();
                after = page[^1].Id;
            }
        });
}
