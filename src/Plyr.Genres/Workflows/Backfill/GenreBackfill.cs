using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Classifies the tracks that were there before, or were missed. Starting it again goes on where it stopped.</summary>
/// <remarks>A thread-safe singleton, registered by <c>AddPlyrGenres</c>. Memory does not grow with the number of tracks.</remarks>
public sealed class GenreBackfill
{
    // A track that is refused this often by a service that asks to wait is left to the next backfill.
    private const int MaxRefusals = 10;
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(10);

    private readonly TrackGenres _genres;
    private readonly SharedRuns _runs;
    private readonly TrackStore _store;
    private readonly IOptionsMonitor<PlyrGenresOptions> _settings;
    private readonly TimeProvider _time;
    private readonly GenreTelemetry _telemetry;
    private readonly ILogger<GenreBackfill> _logger;

    internal GenreBackfill(
        TrackGenres genres,
        SharedRuns runs,
        TrackStore store,
        IOptionsMonitor<PlyrGenresOptions> settings,
        TimeProvider time,
        GenreTelemetry telemetry,
        ILogger<GenreBackfill> logger) =>
        (_genres, _runs, _store, _settings, _time, _telemetry, _logger) = (genres, runs, store, settings, time, telemetry, logger);

    /// <summary>Runs the backfill to its end.</summary>
    /// <param name="options">What to do and how fast.</param>
    /// <param name="progress">
    /// Told after each track, one at a time and on the thread that did it, so that it should be quick. What it throws ends the backfill,
    /// once the runs in flight are stored, and comes through.
    /// </param>
    /// <param name="cancellationToken">Starts nothing further; runs in flight are let finish and stored, and the report says so.</param>
    /// <returns>What it came to. One track's failure never stops the others; a failure that every call would meet does.</returns>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public async Task<BackfillReport> RunAsync(BackfillOptions options, IProgress<BackfillProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using var activity = _telemetry.StartCall(PlyrGenresDiagnostics.BackfillActivity);
        var settings = _settings.CurrentValue;
        var tracks = new EligibleTracks(_store, options, settings.Replicate.ModelVersion);
        using var tally = new BackfillTally(settings, progress, _time);
        BackfillEnd end;
        try
        {
            end = settings.Enabled || options.DryRun
                ? await RunAsync(tracks, options, tally, cancellationToken).ConfigureAwait(false)
                : BackfillEnd.Disabled;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            end = BackfillEnd.Canceled;
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }

        var report = tally.Finish(end, options.DryRun);
        Describe(activity, report);
        Log.BackfillEnded(_logger, report.End.ToString(), report.StoppedBy, report.Eligible, report.Asked, report.Classified, report.Cost);
        return report;
    }

    /// <summary>Lists the tracks that a backfill would take up, for a host that hands them to a queue of its own. The model is not asked.</summary>
    /// <param name="options">Which tracks; what they say about the pace is left to the queue.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>The tracks in the store's order, page by page.</returns>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public IAsyncEnumerable<Track> ListAsync(BackfillOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return ListAsync(new EligibleTracks(_store, options, _settings.CurrentValue.Replicate.ModelVersion), cancellationToken);
    }

    private async Task<BackfillEnd> RunAsync(EligibleTracks tracks, BackfillOptions options, BackfillTally tally, CancellationToken cancellationToken)
    {
        var total = await tracks.CountAsync(cancellationToken).ConfigureAwait(false);
        tally.Total = Math.Min(total, options.Limit ?? long.MaxValue);
        return options.DryRun
            ? await DryRunAsync(tracks, tally, cancellationToken).ConfigureAwait(false)
            : await ClassifyAsync(tracks, options, tally, cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<Track> ListAsync(EligibleTracks tracks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (track, _) in tracks.TakeUpAsync(cancellationToken).ConfigureAwait(false))
            yield return track;
    }

    private static async Task<BackfillEnd> DryRunAsync(EligibleTracks tracks, BackfillTally tally, CancellationToken cancellationToken)
    {
        await foreach (var (track, request) in tracks.TakeUpAsync(cancellationToken).ConfigureAwait(false))
        {
            tally.TakeUp(track.Id);
            tally.List(track, request is not null);
        }

        return EndOf(tracks);
    }

    private async Task<BackfillEnd> ClassifyAsync(EligibleTracks tracks, BackfillOptions options, BackfillTally tally, CancellationToken cancellationToken)
    {
        var pace = new RunPace(options.RunsPerMinute, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tally.Stopped);
        var flight = new InFlight(options.Concurrency);
        await using var landing = flight.ConfigureAwait(false);
        await foreach (var (track, request) in tracks.TakeUpAsync(cancellationToken).ConfigureAwait(false))
        {
            await flight.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            if (request is not null)
                await pace.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (tally.MustStop is { } end)
                return end;
            cancellationToken.ThrowIfCancellationRequested();
            tally.TakeUp(track.Id);
            flight.Start(() => ClassifyAsync(track, request, pace, tally, stop.Token));
        }

        return EndOf(tracks);
    }

    private static BackfillEnd EndOf(EligibleTracks tracks) => tracks.IsLimitReached ? BackfillEnd.LimitReached : BackfillEnd.Finished;

    /// <summary>Does one track, whatever happens to it. A run that is started is paid for, so cancelling does not reach it.</summary>
    private async Task ClassifyAsync(Track track, RunRequest? request, RunPace pace, BackfillTally tally, CancellationToken stop)
    {
        RunOutcome outcome;
        try
        {
            outcome = await ClassifyWithinLimitsAsync(track, request ?? new RunRequest(RunOrigin.Backfill), pace, tally, stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (_runs.IsDisposed || SharedRuns.IsDisposal(exception))
        {
            // Not the store's failure; the next backfill finds the track again.
            tally.Abandon();
            return;
        }
        catch (Exception exception)
        {
            Log.BackfillTrackBroke(_logger, exception, track.Id);
            tally.StoreFailed(track);
            return;
        }

        tally.Done(track, outcome);
    }

    /// <summary>Asks again where the service asks to wait and ran nothing, and holds everything else back meanwhile.</summary>
    private async Task<RunOutcome> ClassifyWithinLimitsAsync(Track track, RunRequest request, RunPace pace, BackfillTally tally, CancellationToken stop)
    {
        for (var refusals = 0; ; refusals++)
        {
            var outcome = await _genres.ClassifyAsync(track, request, CancellationToken.None).ConfigureAwait(false);
            if (outcome.Failure != GenreClassificationFailure.RateLimited)
                return outcome;
            pace.Hold(FailureCooldowns.Cut(outcome.RetryAfter ?? UnsaidWait));

            // Where only the question about a run was refused, asking again would be a second run.
            if (outcome.PredictionId is not null || refusals == MaxRefusals || tally.MustStop is not null)
                return outcome;
            await pace.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested || tally.MustStop is not null)
                return outcome;
        }
    }

    private static void Describe(Activity? activity, BackfillReport report)
    {
        activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, report.End switch
        {
            BackfillEnd.Finished => "finished",
            BackfillEnd.LimitReached => "limit_reached",
            BackfillEnd.Canceled => "canceled",
            BackfillEnd.Stopped => "stopped",
            BackfillEnd.Disabled => "disabled",
            _ => "store_failed",
        });
        if (report.End is BackfillEnd.Stopped or BackfillEnd.StoreFailed)
            activity?.SetStatus(ActivityStatusCode.Error).SetTag(GenreTelemetry.ErrorType, report.StoppedBy is { } failure ? FailureReason.ToText(failure) : "store");
    }
}
