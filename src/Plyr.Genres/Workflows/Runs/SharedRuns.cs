using System.Collections.Concurrent;
using System.Diagnostics;

namespace Plyr.Genres;

/// <summary>Rule 24: one run per track and file, however many ask at once. A run goes on when its callers leave; it ends with the container.</summary>
internal sealed class SharedRuns(TrackRun trackRun, GenreTelemetry telemetry, TimeProvider time) : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RunKey, SharedRun> _running = new();
    private readonly CancellationTokenSource _disposal = new();

    /// <summary>Whether no run can come to anything any more, because the container is going.</summary>
    public bool IsDisposed => _disposal.IsCancellationRequested;

    /// <summary>Whether it is the container that threw, which takes its scopes away before it comes to us.</summary>
    public static bool IsDisposal(Exception exception) => exception is ObjectDisposedException { ObjectName: nameof(IServiceProvider) };

    /// <summary>Joins the run under way, or starts one.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or the container was disposed.</exception>
    public async Task<RunOutcome> ShareAsync(RunKey key, RunRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, this);
            if (_running.TryGetValue(key, out var old) && old.IsForgotten)
            {
                // Rule 34: whoever comes after the forgetting starts anew, but not beside a run that is still under way.
                await Task.WhenAny(old.Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var run = Join(key, request, out var started);
            var outcome = await run.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);

            // Whoever joined a run that held back where he would not have (cool-down, recorded failure, fresh answer) runs his own.
            if (started || outcome.WasAsked || outcome.WasForgotten || run.Request.Covers(request))
                return outcome;
        }
    }

    /// <summary>Joins the run under way, if there is one whose answer is to be had.</summary>
    /// <returns>What it came to, or null when no run is under way but one that was told to be forgotten.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up, or the container was disposed.</exception>
    public async Task<RunOutcome?> JoinAsync(RunKey key, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(key, out var run) || run.IsForgotten)
            return null;
        telemetry.CallerJoined();
        return await run.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps the answers of a track's runs under way from being stored.</summary>
    public void Forget(TrackId trackId)
    {
        foreach (var (key, run) in _running)
        {
            if (key.TrackId == trackId)
                run.Forget();
        }
    }

    public void Dispose()
    {
        if (!_disposal.IsCancellationRequested)
            _disposal.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        var rest = Task.WhenAll(_running.Values.Select(run => run.Completion));
        await Task.WhenAny(rest, Task.Delay(DisposalPatience, time, CancellationToken.None)).ConfigureAwait(false);
    }

    private SharedRun Join(RunKey key, RunRequest request, out bool started)
    {
        started = false;
        if (!_running.TryGetValue(key, out var run))
        {
            var mine = new SharedRun(request);
            run = _running.GetOrAdd(key, mine);
            started = ReferenceEquals(run, mine);
        }

        if (started)
            Start(key, run);
        else
            telemetry.CallerJoined();
        return run;
    }

    private void Start(RunKey key, SharedRun run)
    {
        var caller = Activity.Current?.Context ?? default;

        // The run belongs to nobody: no trace, culture or request state of the first caller may cling to it.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(ExecuteAsync, CancellationToken.None);

        async Task ExecuteAsync()
        {
            try
            {
                var outcome = await trackRun.ExecuteAsync(key, run, caller, _disposal.Token).ConfigureAwait(false);
                _running.TryRemove(key, out _);
                run.Succeed(outcome);
            }
            catch (Exception exception) when (IsDisposal(exception))
            {
                Dispose();
                _running.TryRemove(key, out _);
                run.Fail(new OperationCanceledException("The run ended because the container was disposed.", exception));
            }
            catch (Exception exception)
            {
                _running.TryRemove(key, out _);
                run.Fail(exception);
            }
        }
    }
}
