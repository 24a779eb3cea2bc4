namespace Plyr.Genres;

/// <summary>Spreads the starts of runs over time, and holds them all back when the service says so.</summary>
internal sealed class RunPace(int runsPerMinute, TimeProvider time)
{
    // Below this, a timer is less exact than the pace.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeSpan _interval = TimeSpan.FromMinutes(1.0 / runsPerMinute);
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;
    private TimeSpan _holdUntil;

    /// <summary>Waits for the turn of the next run.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan turn;
        lock (_lock)
        {
            turn = Later(Later(_next, Now), _holdUntil);
            _next = turn + _interval;
        }

        // A hold that began meanwhile holds this run too.
        for (var wait = turn - Now; wait >= Shortest; wait = Later(turn, HoldUntil) - Now)
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets no run start for a while.</summary>
    public void Hold(TimeSpan wait)
    {
        lock (_lock)
            _holdUntil = Later(_holdUntil, Now + wait);
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    private TimeSpan HoldUntil
    {
        get
        {
            lock (_lock)
                return _holdUntil;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
