namespace Plyr.Genres.Workflows;

/// <summary>Spaces the starts of runs, and holds all of them when the service asks to wait.</summary>
internal sealed class RunPace(int? runsPerMinute, TimeProvider time)
{
    // A timer is less exact than a shorter wait.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeSpan _interval = runsPerMinute is { } runs ? TimeSpan.FromMinutes(1.0 / runs) : TimeSpan.Zero;
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;
    private TimeSpan _holdUntil;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits until the next run may start.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan turn;
        lock (_lock)
        {
            turn = Later(Later(_next, Now), _holdUntil);
            _next = turn + _interval;
        }

        for (var wait = turn - Now; wait >= Shortest; wait = turn - Now)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);

            // A hold that began during the wait applies to this run too.
            lock (_lock)
                turn = Later(turn, _holdUntil);
        }
    }

    /// <summary>Lets no run start for a while.</summary>
    public void Hold(TimeSpan wait)
    {
        lock (_lock)
            _holdUntil = Later(_holdUntil, Now + wait);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
