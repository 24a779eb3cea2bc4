namespace Plyr.Genres;

/// <summary>So much work at once and no more; leaving it waits until the last piece has landed.</summary>
internal sealed class InFlight(int concurrency) : IAsyncDisposable
{
    private readonly SemaphoreSlim _room = new(concurrency);
    private readonly TaskCompletionSource _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One more than the pieces of work: whoever may start further ones holds the place too.
    private int _holders = 1;

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Starts work that throws nothing, in the room that was waited for.</summary>
    public void Start(Func<Task> work)
    {
        Interlocked.Increment(ref _holders);
        _ = Task.Run(async () =>
        {
            await work().ConfigureAwait(false);
            _room.Release();
            Leave();
        });
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        await _landed.Task.ConfigureAwait(false);
        _room.Dispose();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _landed.SetResult();
    }
}
