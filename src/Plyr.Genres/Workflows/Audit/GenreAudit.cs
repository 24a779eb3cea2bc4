using Plyr.Genres.Diagnostics;
using Plyr.Genres.Runs;

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
            var tally = new Tally(options?.OnProcessedTrack);
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

    /// <summary>Counts the tracks of an audit.</summary>
    private sealed class Tally(Action<AuditedTrack>? onProcessedTrack)
    {
        // Values of the same artist are grouped by name; the key of tracks without an artist is empty.
        private readonly Dictionary<string, AuditedArtist> _artists = [];
        private readonly SortedDictionary<string, long> _failedByReason = new(StringComparer.Ordinal);
        private AuditReport _report = new();

        public void Add(Track track)
        {
            var state = track.GenreState;
            var isFresh = state == GenreState.Fresh;
            _report = _report with
            {
                Total = _report.Total + 1,
                Fresh = _report.Fresh + Count(isFresh),
                Empty = _report.Empty + Count(isFresh && track.Extra.Predictions!.Count == 0),
                Simulated = _report.Simulated + Count(isFresh && track.Extra.IsSimulated),
                Failed = _report.Failed + Count(state == GenreState.Failed),
                Stale = _report.Stale + Count(state == GenreState.Stale),
                Missing = _report.Missing + Count(state == GenreState.Missing),
                AutoTagged = _report.AutoTagged + Count(track.OwnTags.Count > 0),
                Pending = _report.Pending + Count(track.Extra.AutoTag),
            };
            var reason = state == GenreState.Failed ? track.Extra.Failure!.Reason : null;
            if (reason is not null)
                _failedByReason[reason] = _failedByReason.GetValueOrDefault(reason) + 1;
            if (state != GenreState.Missing)
                AddProcessed(track, state, reason);
        }

        public AuditReport ToReport() => _report with
        {
            FailedByReason = _failedByReason.ToDictionary(),
            Artists =
            [
                .. _artists.Values
                    .OrderByDescending(artist => artist.Processed)
                    .ThenBy(artist => artist.Artist, StringComparer.Ordinal),
            ],
        };

        private static int Count(bool condition) => condition ? 1 : 0;

        private void AddProcessed(Track track, GenreState state, string? reason)
        {
            var key = track.Artist ?? "";
            var artist = _artists.GetValueOrDefault(key) ?? new AuditedArtist { Artist = track.Artist };
            _artists[key] = state switch
            {
                GenreState.Fresh => artist with { Fresh = artist.Fresh + 1 },
                GenreState.Failed => artist with { Failed = artist.Failed + 1 },
                _ => artist with { Stale = artist.Stale + 1 },
            };
            onProcessedTrack?.Invoke(new AuditedTrack
            {
                Id = track.Id,
                State = state,
                FailureReason = reason,
                Title = track.Title,
                Artist = track.Artist,
                CreatedAt = track.CreatedAt,
                Model = track.Extra.PredictionsModel,
                FileId = track.FileId,
                AutoTags = track.OwnTags,
            });
        }
    }
}
