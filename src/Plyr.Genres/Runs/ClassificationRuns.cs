using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Runs;

/// <summary>Provides what a run works with.</summary>
internal sealed record RunServices(
    TrackStore Store,
    RunGate Gate,
    FailureCooldowns Cooldowns,
    ModelCall Model,
    GenreTelemetry Telemetry,
    IOptionsMonitor<PlyrGenresOptions> Options,
    TimeProvider Time,
    ILogger Logger);

/// <summary>Represents an answer that is paid for and could not be stored.</summary>
/// <param name="Request">The request of the run.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Claim">The claim that the run was made under; null when runs are not claimed.</param>
internal sealed record UnstoredAnswer(RunRequest Request, ModelAnswer Answer, RunClaim? Claim);

/// <summary>Shares one run per track and file among all callers. A run continues when its callers leave.</summary>
internal sealed class ClassificationRuns(RunServices services) : IAsyncDisposable, IDisposable
{
    private const int UnstoredCapacity = 1_000;
    private static readonly TimeSpan DisposalTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RunKey, ClassificationRun> _running = new();
    private readonly OrderedDictionary<RunKey, UnstoredAnswer> _unstored = [];
    private readonly CancellationTokenSource _disposal = new();

    /// <summary>Gets whether the container is being disposed, so that no answer can be stored any more.</summary>
    public bool IsDisposed => _disposal.IsCancellationRequested;

    /// <summary>Joins the run of a track's file, or starts one.</summary>
    /// <exception cref="OperationCanceledException">The caller left, or the container is disposed.</exception>
    public async Task<RunOutcome> RunAsync(RunKey key, RunRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _disposal.Token.ThrowIfCancellationRequested();
            var mine = new ClassificationRun(key, request, services, this);
            var run = _running.GetOrAdd(key, mine);
            if (run == mine)
            {
                Start(mine);
                return await mine.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (run.IsForgotten)
            {
                // A request after the forgetting starts its own run, but not beside one that has yet to end.
                await Task.WhenAny(run.Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            services.Telemetry.CallerJoined();
            var outcome = await run.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);

            // A run that did not ask the model may have been stopped by what this request ignores.
            if (outcome.WasAsked || outcome.WasForgotten || run.Request.Covers(request))
                return outcome;
        }
    }

    /// <summary>Joins the run of a track's file; returns null when there is none to join.</summary>
    /// <exception cref="OperationCanceledException">The caller left, or the container was disposed.</exception>
    public async Task<RunOutcome?> JoinAsync(RunKey key, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(key, out var run) || run.IsForgotten)
            return null;
        services.Telemetry.CallerJoined();
        return await run.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prevents answers for a track from being stored: those of runs under way, and unstored ones.</summary>
    public void Forget(TrackId trackId)
    {
        foreach (var (_, run) in _running.Where(running => running.Key.TrackId == trackId))
            run.Forget();
        lock (_unstored)
        {
            foreach (var key in _unstored.Keys.Where(key => key.TrackId == trackId).ToArray())
                _unstored.Remove(key);
        }
    }

    /// <summary>Keeps an answer that is paid for and could not be stored. The next run of the file stores it.</summary>
    public void KeepUnstored(RunKey key, UnstoredAnswer answer)
    {
        lock (_unstored)
        {
            _unstored.Remove(key);
            _unstored.Add(key, answer);
            if (_unstored.Count > UnstoredCapacity)
                _unstored.RemoveAt(0);
        }
    }

    /// <summary>Returns the unstored answer if it answers the request. A forced one needs a forced one.</summary>
    public UnstoredAnswer? FindUnstored(RunKey key, RunRequest request)
    {
        lock (_unstored)
        {
            return _unstored.TryGetValue(key, out var kept)
                && (kept.Request.Force || !request.Force)
                && (request.Model is null || request.Model == kept.Answer.Classification.Model)
                ? kept
                : null;
        }
    }

    public void RemoveUnstored(RunKey key)
    {
        lock (_unstored)
            _unstored.Remove(key);
    }

    public void Dispose() => _disposal.Cancel();

    /// <summary>Cancels the runs, and waits some seconds for them to end.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        var running = Task.WhenAll(_running.Values.Select(run => Task.WhenAny(run.Completion)));
        var timeout = Task.Delay(DisposalTimeout, services.Time, CancellationToken.None);
        await Task.WhenAny(running, timeout).ConfigureAwait(false);
    }

    private void Start(ClassificationRun run)
    {
        var caller = Activity.Current?.Context ?? default;

        // No trace, culture or request state of the first caller may stay attached to a run that others share.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(ExecuteAsync, CancellationToken.None);

        async Task ExecuteAsync()
        {
            try
            {
                var outcome = await run.ExecuteAsync(caller, _disposal.Token).ConfigureAwait(false);
                _running.TryRemove(run.Key, out _);
                run.Complete(outcome);
            }
            catch (Exception exception)
            {
                if (exception is ContainerDisposedException)
                    Dispose();
                _running.TryRemove(run.Key, out _);
                run.Fail(exception);
            }
        }
    }
}
