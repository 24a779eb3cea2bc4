namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>
/// A clock that moves when code waits: a wait (<c>Task.Delay</c>) takes it there at once, and a deadline (the
/// timer of a
/// cancellation source) comes when it is reached on the way. So nothing is waited for, and what comes first is always
/// the same.
/// </summary>
internal sealed class JumpingTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<JumpingTimer> _timers = [];
    private readonly List<(int Deadlines, Action Begin)> _held = [];
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private bool _stopped;

    /// <summary>How far the clock on the wall is off; the clock that deadlines go by does not jump with it.</summary>
    public TimeSpan WallClockOffset { get; set; }

    /// <summary>Called when code waits.</summary>
    public Action? Waiting { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now + WallClockOffset;

    public override long GetTimestamp() => Now.Ticks;

    private DateTimeOffset Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpingTimer(this, () => callback(state), state is CancellationTokenSource);
        timer.Change(dueTime, period);
        if (!timer.IsDeadline)
        {
            Waiting?.Invoke();
            Begin(0, () => Pass(timer));
        }

        return timer;
    }

    /// <summary>
    /// This clock as a peer sees it that is waited for: its waits begin when the other side has set so many deadlines.
    /// A deadline that
    /// comes on the way ends a wait for good, because the other side turns away then.
    /// </summary>
    public TimeProvider OfPeer(int deadlines) => new PeerTime(this, deadlines);

    public void Advance(TimeSpan time) => AdvanceTo(Now + time);

    /// <summary>From now on the clock stands still.</summary>
    public void Stop()
    {
        lock (_lock)
            _stopped = true;
    }

    private void Begin(int deadlines, Action begin)
    {
        lock (_lock)
        {
            if (_timers.Count(timer => timer.IsDeadline) < deadlines)
            {
                _held.Add((deadlines, begin));
                return;
            }
        }

        ThreadPool.QueueUserWorkItem(_ => begin());
    }

    private void Pass(JumpingTimer wait)
    {
        if (IsSet(wait))
            AdvanceTo(wait.DueAt);
    }

    private void PassUntilDeadline(JumpingTimer wait)
    {
        while (IsSet(wait) && TakeNext(wait.DueAt) is { } timer)
        {
            timer.Fire();
            if (timer.IsDeadline)
                wait.Dispose();
        }
    }

    private void AdvanceTo(DateTimeOffset time)
    {
        while (TakeNext(time) is { } timer)
            timer.Fire();
    }

    private bool IsSet(JumpingTimer timer)
    {
        lock (_lock)
            return _timers.Contains(timer);
    }

    /// <summary>
    /// The next timer that is due by then, with the clock moved to it; without one the clock is moved there.
    /// </summary>
    private JumpingTimer? TakeNext(DateTimeOffset time)
    {
        lock (_lock)
        {
            if (_stopped)
                return null;
            var next = _timers.Where(timer => timer.DueAt <= time).MinBy(
                timer => (timer.DueAt, timer.IsDeadline ? 0 : 1));
            if (next is not null)
                _timers.Remove(next);
            var then = next?.DueAt ?? time;
            _now = then > _now ? then : _now;
            return next;
        }
    }

    private void Set(JumpingTimer timer, TimeSpan dueTime)
    {
        Action[] begun;
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = _now + dueTime;
                _timers.Add(timer);
            }

            var deadlines = _timers.Count(other => other.IsDeadline);
            begun = [.. _held.Where(held => held.Deadlines <= deadlines).Select(held => held.Begin)];
            _held.RemoveAll(held => held.Deadlines <= deadlines);
        }

        foreach (var begin in begun)
            ThreadPool.QueueUserWorkItem(_ => begin());
    }

    private sealed class PeerTime(JumpingTime time, int deadlines) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new JumpingTimer(time, () => callback(state), isDeadline: false);
            timer.Change(dueTime, period);
            time.Begin(deadlines, () => time.PassUntilDeadline(timer));
            return timer;
        }
    }

    private sealed class JumpingTimer(JumpingTime time, Action fire, bool isDeadline) : ITimer
    {
        public bool IsDeadline => isDeadline;

        public DateTimeOffset DueAt { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime);
            return true;
        }

        public void Dispose() => time.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
