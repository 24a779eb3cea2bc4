using System.Runtime.ExceptionServices;
using Plyr.Genres.Classification;
using Plyr.Genres.Runs;

namespace Plyr.Genres.Workflows;

/// <summary>Counts what happens in a backfill, and decides when it must stop.</summary>
internal sealed class BackfillCounters(
    bool dryRun, IProgress<BackfillProgress>? progress, TimeProvider time) : IDisposable
{
    private const int MaxInARow = 10;
    private const string StoreReason = "store";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly long _start = time.GetTimestamp();
    private BackfillReport _report = new() { End = BackfillEnd.Finished, DryRun = dryRun };
    private int _outagesInARow;
    private int _storeFailuresInARow;
    private Exception? _progressException;

    /// <summary>Gets or sets the number of tracks at the start.</summary>
    public long Total { get; set; }

    /// <summary>Gets why no further track may start; null when one may.</summary>
    public BackfillEnd? MustEnd { get; private set; }

    /// <summary>Gets a token that is canceled when no further track may start.</summary>
    public CancellationToken Stopped => _stopped.Token;

    /// <summary>Counts a track that is about to be processed.</summary>
    public void Begin(TrackId id)
    {
        lock (_lock)
            _report = _report with { Eligible = _report.Eligible + 1, LastId = id };
    }

    /// <summary>Counts a track that a dry run lists.</summary>
    public void List(Track track, decimal cost)
    {
        lock (_lock)
        {
            Begin(track.Id);
            _report = _report with { EstimatedCost = _report.EstimatedCost + cost };
            Report(track);
        }
    }

    /// <summary>Counts a track with its outcome.</summary>
    public void End(Track track, RunOutcome outcome)
    {
        lock (_lock)
        {
            _storeFailuresInARow = 0;
            CountRun(outcome);
            _report = outcome.Status switch
            {
                ClassificationStatus.Classified => _report with { Classified = _report.Classified + 1 },
                ClassificationStatus.Empty => _report with { Empty = _report.Empty + 1 },
                ClassificationStatus.AlreadyFresh when outcome.WasSettled =>
                    _report with { Settled = _report.Settled + 1 },
                ClassificationStatus.Failed => WithFailure(outcome.ToText()),
                _ => _report with { Skipped = _report.Skipped + 1 },
            };
            if (outcome.Status == ClassificationStatus.Disabled)
                Stop(BackfillEnd.Disabled);
            Report(track, outcome);
        }
    }

    /// <summary>Counts what a track cost, and stops after a failure that further tracks would meet.</summary>
    public void CountRun(RunOutcome outcome)
    {
        lock (_lock)
        {
            if (outcome.WasAsked)
            {
                var isOutage = outcome.Failure == GenreClassificationFailure.ServiceUnavailable;
                _outagesInARow = isOutage ? _outagesInARow + 1 : 0;
                _report = _report with
                {
                    Asked = _report.Asked + 1,
                    BilledTime = _report.BilledTime + (outcome.PredictTime ?? TimeSpan.Zero),
                    Cost = _report.Cost + outcome.Cost,
                };
            }

            if (outcome.Failure is { } failure && (failure.AffectsEveryCall() || _outagesInARow >= MaxInARow))
                Stop(BackfillEnd.Stopped, failure);
        }
    }

    /// <summary>Counts a track that was renormalized, or in a dry run would be.</summary>
    /// <param name="track">The track as it was.</param>
    /// <param name="outcome">The outcome; null when there was nothing to renormalize.</param>
    /// <param name="costOfRun">What a run for the track would cost.</param>
    public void EndRenormalization(Track track, RunOutcome? outcome, decimal costOfRun)
    {
        lock (_lock)
        {
            _storeFailuresInARow = 0;
            _report = outcome?.Status switch
            {
                ClassificationStatus.Renormalized => _report with { Renormalized = _report.Renormalized + 1 },
                ClassificationStatus.AlreadyFresh => _report with { Unchanged = _report.Unchanged + 1 },
                ClassificationStatus.WithoutScores => _report with
                {
                    WithoutScores = _report.WithoutScores + 1,
                    EstimatedCost = _report.EstimatedCost + costOfRun,
                },
                _ => _report with { Skipped = _report.Skipped + 1 },
            };
            Report(track, outcome);
        }
    }

    /// <summary>Counts a track whose store failed.</summary>
    public void EndWithStoreFailure(Track track)
    {
        lock (_lock)
        {
            _report = WithFailure(StoreReason);
            if (++_storeFailuresInARow >= MaxInARow)
                Stop(BackfillEnd.StoreFailed);
            Report(track);
        }
    }

    /// <summary>Ends the backfill because the container is disposed, so that nothing further can be stored.</summary>
    public void Abandon()
    {
        lock (_lock)
            Stop(BackfillEnd.Canceled);
    }

    /// <summary>Returns the report once no track is in flight.</summary>
    /// <exception cref="Exception">The progress callback threw.</exception>
    public BackfillReport ToReport(BackfillEnd end)
    {
        lock (_lock)
        {
            if (_progressException is not null)
                ExceptionDispatchInfo.Throw(_progressException);
            return _report with { End = MustEnd ?? end, Duration = time.GetElapsedTime(_start) };
        }
    }

    public void Dispose() => _stopped.Dispose();

    private BackfillReport WithFailure(string reason)
    {
        var failed = new Dictionary<string, long>(_report.Failed);
        failed[reason] = failed.GetValueOrDefault(reason) + 1;
        return _report with { Failed = failed };
    }

    private void Stop(BackfillEnd end, GenreClassificationFailure? failure = null)
    {
        MustEnd ??= end;
        _report = _report with { StoppedBy = _report.StoppedBy ?? failure };

        // Not here, where the lock is held.
        _ = _stopped.CancelAsync();
    }

    private void Report(Track track, RunOutcome? outcome = null)
    {
        if (progress is null || _progressException is not null)
            return;
        var minutes = time.GetElapsedTime(_start).TotalMinutes;
        var rate = minutes > 0 ? _report.Done / minutes : 0;
        try
        {
            progress.Report(new BackfillProgress
            {
                Track = track,
                Result = outcome?.ToClassification(),
                SoFar = _report with { Duration = time.GetElapsedTime(_start) },
                Total = Total,
                TracksPerMinute = rate,
                TimeLeft = rate > 0 ? TimeSpan.FromMinutes(Math.Max(Total - _report.Done, 0) / rate) : null,
            });
        }
        catch (Exception exception)
        {
            // The caller receives it once the runs in flight are stored.
            _progressException = exception;
            Stop(BackfillEnd.Canceled);
        }
    }
}
