using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Costs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Backfills;

/// <summary>
/// Runs one backfill at a time in this process, started and stopped by users. It is stopped with the host.
/// </summary>
internal sealed class PageBackfill(
    HostBackfill backfill, HostSettings settings, RunPrice price, FailureText failures, TimeProvider time,
    ILogger<PageBackfill> logger)
    : IHostedService, IProgress<BackfillProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private BackfillStatus _status = BackfillStatus.Idle;
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private bool _isEnding;

    public BackfillStatus Status
    {
        get
        {
            lock (_lock)
                return _status;
        }
    }

    /// <summary>Starts a backfill.</summary>
    /// <returns>Whether it started; false when one is already running, or the host is stopping.</returns>
    public bool TryStart(int? limit)
    {
        lock (_lock)
        {
            if (_isEnding || _status.State is not BackfillState.Idle)
                return false;
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _status = BackfillStatus.Idle with
            {
                State = BackfillState.Running,
                StartedAt = time.GetUtcNow().UtcDateTime,
                Cost = price.Dollars is null ? null : 0,
            };
            var stop = _stop.Token;
            _run = Task.Run(() => RunAsync(limit, stop), CancellationToken.None);
            return true;
        }
    }

    /// <summary>Stops the backfill. Runs in flight finish and are stored.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_status.State is not BackfillState.Running)
                return;
            _status = _status with { State = BackfillState.Stopping };
            // Asynchronous, because callbacks must not run while the lock is held.
            _ = _stop!.CancelAsync();
        }
    }

    public void Report(BackfillProgress value)
    {
        lock (_lock)
            _status = Count(_status, value.SoFar) with { Total = value.Total };
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            _isEnding = true;
        Stop();
        await _run.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stop?.Dispose();

    private async Task RunAsync(int? limit, CancellationToken stop)
    {
        var options = new BackfillOptions { Limit = limit, Concurrency = Math.Max(settings.Concurrency - 1, 1) };
        try
        {
            var report = await backfill.RunAsync(options, this, stop);
            lock (_lock)
                _status = End(Count(_status, report), MessageOf(report));
        }
        catch (Exception exception)
        {
            BackfillLog.Failed(logger, exception);
            lock (_lock)
                _status = End(_status, "The analysis failed: the host's log contains the reason.");
        }
    }

    private BackfillStatus Count(BackfillStatus status, BackfillReport report) => status with
    {
        Done = report.Done,
        Failed = report.Failed.Values.Sum(),
        Cost = price.Dollars is null ? null : report.Cost,
    };

    private BackfillStatus End(BackfillStatus status, string? message) => status with
    {
        State = BackfillState.Idle,
        EndedAt = time.GetUtcNow().UtcDateTime,
        Message = message,
    };

    private string? MessageOf(BackfillReport report) => report.End switch
    {
        BackfillEnd.Finished when report.Failed.Values.Sum() is > 0 and var failed =>
            $"{Analysed(report.Classified + report.Empty)} analysed, {failed} failed. Start it again to retry them; "
            + "recordings that the model rejected are skipped.",
        BackfillEnd.Stopped when report.StoppedBy is { } failure => $"The analysis stopped. {failures.Of(failure)}",
        BackfillEnd.Stopped => "The analysis stopped, because every run failed.",
        BackfillEnd.Canceled => "The analysis was stopped. Start it again for the other tracks.",
        BackfillEnd.LimitReached => "The limit is reached. Start the analysis again for the other tracks.",
        BackfillEnd.StoreFailed => "Results could not be stored: the host's log contains the reason.",
        BackfillEnd.Disabled => StartReport.SwitchedOff,
        _ => null,
    };

    private static string Analysed(long tracks) => tracks == 1 ? "1 track was" : $"{tracks} tracks were";
}

/// <summary>Provides the log messages of <see cref="PageBackfill"/>.</summary>
internal static partial class BackfillLog
{
    [LoggerMessage(61, LogLevel.Error, "The backfill failed.", EventName = nameof(Failed))]
    public static partial void Failed(ILogger logger, Exception exception);
}
