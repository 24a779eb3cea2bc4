using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Plyr.Genres.Classification;
using Plyr.Genres.Diagnostics;
using Plyr.Genres.Runs;
using Plyr.Genres.Workflows;

namespace Plyr.Genres;

/// <summary>
/// Classifies tracks that have no fresh predictions, or renormalizes those that have. A backfill that is started again
/// continues where the last one ended.
/// </summary>
/// <remarks>A thread-safe singleton. Its memory does not grow with the number of tracks.</remarks>
public sealed class GenreBackfill
{
    // A track that the service refuses this often is left to the next backfill.
    private const int MaxRefusals = 10;
    private static readonly TimeSpan DefaultRateLimitWait = TimeSpan.FromSeconds(10);

    private readonly TrackGenres _genres;
    private readonly ClassificationRuns _runs;
    private readonly RunServices _services;
    private readonly ILogger<GenreBackfill> _logger;

    internal GenreBackfill(
        TrackGenres genres, ClassificationRuns runs, RunServices services, ILogger<GenreBackfill> logger)
    {
        _genres = genres;
        _runs = runs;
        _services = services;
        _logger = logger;
    }

    private PlyrGenresOptions Settings => _services.Options.CurrentValue;

    /// <summary>Runs the backfill.</summary>
    /// <param name="options">The tracks and the pace.</param>
    /// <param name="progress">
    /// Called after each track, one call at a time. It must be quick. An exception ends the backfill after the runs in
    /// flight are stored, and reaches the caller.
    /// </param>
    /// <param name="cancellationToken">Starts no further track. Runs in flight are stored and reported.</param>
    /// <returns>The report. A failure of every call stops the backfill; that of one track does not.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or the model has no name.</exception>
    public Task<BackfillReport> RunAsync(
        BackfillOptions options,
        IProgress<BackfillProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var tracks = Select(options);
        return _services.Telemetry.TraceAsync(PlyrGenresDiagnostics.BackfillActivity, null, async activity =>
        {
            using var counters = new BackfillCounters(options.DryRun, progress, _services.Time);
            var end = await RunAsync(options, tracks, counters, cancellationToken).ConfigureAwait(false);
            var report = counters.ToReport(end);
            var text = report.End.ToText();
            GenreTelemetry.Describe(activity, text, report.End switch
            {
                BackfillEnd.Stopped => report.StoppedBy?.ToText(),
                BackfillEnd.StoreFailed => "store",
                _ => null,
            });
            if (report.StoppedBy is { } failure)
                text += $" by {failure.ToText()}";
            Log.BackfillEnded(_logger, text, report.Eligible, report.Asked, report.Classified, report.Cost);
            return report;
        });
    }

    /// <summary>Lists the tracks that a backfill would process, for a host's own queue. Asks no model.</summary>
    /// <param name="options">The tracks. The pace is up to the queue.</param>
    /// <param name="cancellationToken">Cancels the list.</param>
    /// <returns>The tracks in the store's order, read page by page.</returns>
    /// <exception cref="ArgumentException">As for a backfill.</exception>
    public IAsyncEnumerable<Track> ListAsync(BackfillOptions options, CancellationToken cancellationToken = default) =>
        Select(options).TakeAsync(cancellationToken).Select(taken => taken.Track);

    private EligibleTracks Select(BackfillOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.OtherModelVersions && _services.Model.Model is null)
        {
            throw new ArgumentException(
                "The classifier does not name its model, so tracks of other models can't be found. Implement "
                + "IGenreClassifier.Model, or leave OtherModelVersions out.",
                nameof(options));
        }

        return new EligibleTracks(_services.Store, options, Settings, _services.Model.Model);
    }

    private async Task<BackfillEnd> RunAsync(
        BackfillOptions options, EligibleTracks tracks, BackfillCounters counters, CancellationToken cancellationToken)
    {
        if (!options.DryRun && !options.Renormalize && !Settings.Enabled)
            return BackfillEnd.Disabled;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, counters.Stopped);
        try
        {
            counters.Total = await tracks.CountAsync(cancellationToken).ConfigureAwait(false);
            if (options.DryRun && !options.Renormalize)
                await ListAsync(tracks, counters, stop.Token).ConfigureAwait(false);
            else
                await ProcessAsync(options, tracks, counters, stop.Token).ConfigureAwait(false);
            return tracks.IsLimitReached ? BackfillEnd.LimitReached : BackfillEnd.Finished;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return BackfillEnd.Canceled;
        }
    }

    private async Task ListAsync(EligibleTracks tracks, BackfillCounters counters, CancellationToken stop)
    {
        var cost = _services.Model.CostOf(predictTime: null, Settings);
        await foreach (var (track, request) in tracks.TakeAsync(stop).ConfigureAwait(false))
            counters.List(track, request is null ? 0 : cost);
        stop.ThrowIfCancellationRequested();
    }

    private async Task ProcessAsync(
        BackfillOptions options, EligibleTracks tracks, BackfillCounters counters, CancellationToken stop)
    {
        var isBilled = _services.Model.IsBilled(Settings);
        var runsPerMinute = options.RunsPerMinute ?? (isBilled ? BackfillOptions.DefaultRunsPerMinute : null);
        var pace = new RunPace(options.Renormalize ? null : runsPerMinute, _services.Time);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = stop };

        // The body ignores the token, because a run that has started is paid for, and it does not throw.
        await Parallel.ForEachAsync(
            PaceAsync(tracks, pace, counters, stop),
            parallel,
            async (taken, _) => await ProcessAsync(taken.Track, counters, () => options.Renormalize
                ? RenormalizeAsync(taken.Track, options, counters)
                : ClassifyAsync(taken.Track, taken.Request, pace, counters, stop)).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    /// <summary>Yields each track when it may start.</summary>
    private static async IAsyncEnumerable<(Track Track, RunRequest Request)> PaceAsync(
        EligibleTracks tracks, RunPace pace, BackfillCounters counters, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (track, request) in tracks.TakeAsync(stop).ConfigureAwait(false))
        {
            if (request is not null)
                await pace.WaitAsync(stop).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (counters.MustEnd is not null)
                yield break;
            counters.Begin(track.Id);
            yield return (track, request ?? new RunRequest(RunOrigin.Backfill));
        }
    }

    private async Task ProcessAsync(Track track, BackfillCounters counters, Func<Task> process)
    {
        try
        {
            await process().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ContainerDisposedException || _runs.IsDisposed)
        {
            counters.Abandon();
        }
        catch (Exception exception)
        {
            Log.BackfillStoreFailed(_logger, exception, track.Id);
            counters.EndWithStoreFailure(track);
        }
    }

    private async Task RenormalizeAsync(Track track, BackfillOptions options, BackfillCounters counters)
    {
        // Nothing is written for a track that does not change, which spares the store most of the work.
        var (change, outcome) = _genres.PlanRenormalization(track, options.ReapplyAutoTags);
        if (change is not null && !options.DryRun)
        {
            outcome = await _genres.ApplyRenormalizationAsync(track.Id, options.ReapplyAutoTags, CancellationToken.None)
                .ConfigureAwait(false);
        }

        var settings = Settings;
        var costOfRun = track.HasAudio ? _services.Model.CostOf(predictTime: null, settings) : 0;
        counters.EndRenormalization(track, RunGate.HasAnswer(track, settings) ? outcome : null, costOfRun);
    }

    /// <summary>Retries a track that the service refused without a run, and holds all others in the meantime.</summary>
    private async Task ClassifyAsync(
        Track track, RunRequest request, RunPace pace, BackfillCounters counters, CancellationToken stop)
    {
        RunOutcome outcome;
        for (var refusals = 0; ; refusals++)
        {
            outcome = await _genres.ClassifyAsync(track, request, CancellationToken.None).ConfigureAwait(false);
            if (outcome.Failure != GenreClassificationFailure.RateLimited)
                break;
            pace.Hold(outcome.RetryAfter ?? DefaultRateLimitWait);

            // With a prediction id, only the poll of a run was refused. Another request would be a second run.
            if (outcome.PredictionId is not null || outcome.StoreException is not null || refusals == MaxRefusals)
                break;
            await pace.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // The counters decide before the token is canceled, which happens on another thread.
            if (counters.MustEnd is not null || stop.IsCancellationRequested)
                break;
        }

        if (outcome.StoreException is { } exception)
        {
            counters.CountRun(outcome);
            exception.Throw();
        }

        counters.End(track, outcome);
    }
}
