using System.Runtime.ExceptionServices;

namespace Plyr.Genres;

/// <summary>So much work at once and no more; leaving it waits until the last piece has landed. What a piece throws comes out here.</summary>
internal sealed class InFlight(int concurrency) : IAsyncDisposable
{
    private readonly SemaphoreSlim _room = new(concurrency);
    private readonly TaskCompletionSource _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One more than the pieces of work: whoever may start further ones holds the place too.
    private int _holders = 1;
    private Exception? _problem;

    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowProblem();
    }

    /// <summary>Starts work in the room that was waited for.</summary>
    public void Start(Func<Task> work)
    {
        Interlocked.Increment(ref _holders);
        _ = Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _problem, exception, null);
            }
            finally
            {
                _room.Release();
                Leave();
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        await _landed.Task.ConfigureAwait(false);
        _room.Dispose();
        ThrowProblem();
    }

    private void ThrowProblem()
    {
        if (Volatile.Read(ref _problem) is { } problem)
            ExceptionDispatchInfo.Throw(problem);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _landed.SetResult();
    }
}
