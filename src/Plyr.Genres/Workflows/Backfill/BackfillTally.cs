namespace Plyr.Genres;

/// <summary>Counts what happened in a backfill, and decides when it must stop (rule 25).</summary>
internal sealed class BackfillTally(PlyrGenresOptions settings, IProgress<BackfillProgress>? progress, TimeProvider time) : IDisposable
{
    /// <summary>So many outages in a row are no chance any more.</summary>
    private const int MaxInARow = 10;
    private const string StoreReason = "store";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, long> _failed = [];
    private BackfillReport _report = new() { End = BackfillEnd.Finished };
    private int _outages;
    private int _storeFailures;

    /// <summary>The tracks that there were to do at the start.</summary>
    public long Total { get; set; }

    /// <summary>Why nothing further may start, or null.</summary>
    public BackfillEnd? MustStop { get; private set; }

    /// <summary>Ends the waits of those who would start something.</summary>
    public CancellationToken Stopped => _stopped.Token;

    /// <summary>Counts a track that was taken up.</summary>
    public void TakeUp(TrackId id)
    {
        lock (_lock)
            _report = _report with { Eligible = _report.Eligible + 1, LastId = id };
    }

    /// <summary>Counts a track that a dry run lists.</summary>
    public void List(Track track, bool wouldAsk)
    {
        lock (_lock)
        {
            var cost = _report.EstimatedCost + (wouldAsk ? settings.Replicate.CostOf(null) : 0);
            _report = _report with { EstimatedCost = cost };
            progress?.Report(new BackfillProgress { Track = track, Done = _report.Eligible, Total = Total, Cost = cost });
        }
    }

    /// <summary>Counts a track that is done.</summary>
    public void Done(Track track, RunOutcome outcome)
    {
        lock (_lock)
        {
            _storeFailures = 0;
            if (outcome.WasAsked)
                _outages = outcome.Failure == GenreClassificationFailure.ServiceUnavailable ? _outages + 1 : 0;
            Count(outcome);
            if (outcome.Failure is { } failure && (FailureReason.IsOfEveryCall(failure) || _outages >= MaxInARow))
                Stop(BackfillEnd.Stopped, failure);
            if (outcome.Status == ClassificationStatus.Disabled)
                Stop(BackfillEnd.Disabled, null);
            Report(track);
        }
    }

    /// <summary>Counts a track whose store failed.</summary>
    public void StoreFailed(Track track)
    {
        lock (_lock)
        {
            _failed[StoreReason] = _failed.GetValueOrDefault(StoreReason) + 1;
            if (++_storeFailures >= MaxInARow)
                Stop(BackfillEnd.StoreFailed, null);
            Report(track);
        }
    }

    /// <summary>Ends it because the container is going: nothing that is started now could be stored.</summary>
    public void Abandon()
    {
        lock (_lock)
            Stop(BackfillEnd.Canceled, null);
    }

    /// <summary>The report, once nothing is in flight any more.</summary>
    public BackfillReport Finish(BackfillEnd end, bool dryRun)
    {
        lock (_lock)
        {
            return _report with
            {
                End = MustStop ?? end,
                DryRun = dryRun,
                Failed = new Dictionary<string, long>(_failed),
                Duration = time.GetElapsedTime(_start),
            };
        }
    }

    public void Dispose() => _stopped.Dispose();

    private void Count(RunOutcome outcome)
    {
        if (outcome.WasAsked)
            _report = _report with { Asked = _report.Asked + 1 };
        if (outcome.WasAsked && outcome.Failure is null)
        {
            _report = _report with
            {
                BilledTime = _report.BilledTime + (outcome.PredictTime ?? TimeSpan.Zero),
                Cost = _report.Cost + settings.Replicate.CostOf(outcome.PredictTime),
            };
        }

        _report = outcome.Status switch
        {
            ClassificationStatus.Classified => _report with { Classified = _report.Classified + 1 },
            ClassificationStatus.Empty => _report with { Empty = _report.Empty + 1 },
            ClassificationStatus.AlreadyFresh when outcome.WasSettled => _report with { Settled = _report.Settled + 1 },
            ClassificationStatus.Failed => _report,
            _ => _report with { Skipped = _report.Skipped + 1 },
        };
        if (outcome is { Status: ClassificationStatus.Failed, Failure: { } failure })
            _failed[FailureReason.ToText(failure)] = _failed.GetValueOrDefault(FailureReason.ToText(failure)) + 1;
    }

    private void Stop(BackfillEnd end, GenreClassificationFailure? failure)
    {
        MustStop ??= end;

        // Elsewhere than here, where the lock is held.
        _ = _stopped.CancelAsync();
        _report = _report with { StoppedBy = _report.StoppedBy ?? failure };
    }

    private void Report(Track track)
    {
        if (progress is null)
            return;
        var done = _report.Classified + _report.Empty + _report.Settled + _report.Skipped + _failed.Values.Sum();
        var minutes = time.GetElapsedTime(_start).TotalMinutes;
        var rate = minutes > 0 ? done / minutes : 0;
        progress.Report(new BackfillProgress
        {
            Track = track,
            Done = done,
            Total = Total,
            Classified = _report.Classified,
            Empty = _report.Empty,
            Settled = _report.Settled,
            Skipped = _report.Skipped,
            Failed = new Dictionary<string, long>(_failed),
            TracksPerMinute = rate,
            TimeLeft = rate > 0 ? TimeSpan.FromMinutes(Math.Max(Total - done, 0) / rate) : null,
            Cost = _report.Cost,
        });
    }
}
