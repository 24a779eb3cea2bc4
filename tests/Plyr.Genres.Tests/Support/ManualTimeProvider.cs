namespace Plyr.Genres.Tests.Support;

/// <summary>A clock that stands still until a test moves it. Timers run on the thread that does.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan DueTime, TaskCompletionSource Seen)> _waiters = [];
    private readonly List<TimeSpan> _delays = [];
    private TaskCompletionSource _delayBegins = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>How long each <c>Task.Delay</c> was told to wait, in the order in which they began.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_lock)
                return [.. _delays];
        }
    }

    /// <summary>How far the wall clock is from the time that timers and timestamps follow.</summary>
    public TimeSpan WallClockOffset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now + WallClockOffset;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _now.Ticks;
    }

    /// <summary>Moves the clock, and runs each timer at its own moment on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var target = new DateTimeOffset(GetTimestamp(), TimeSpan.Zero) + by;
        while (NextDue(target) is { } timer)
            timer.Fire();
        lock (_lock)
            _now = target;
    }

    /// <summary>Completes once a timer that was set to this due time waits, be it now or later.</summary>
    public Task WhenTimerWaitsAsync(TimeSpan dueTime)
    {
        lock (_lock)
        {
            if (_timers.Exists(timer => timer.DueTime == dueTime))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((dueTime, seen));
            return seen.Task;
        }
    }

    /// <summary>
    /// How long the shortest <c>Task.Delay</c> under way still takes, as soon as there is one. Time limits are none:
    /// they pass unless something else happens first.
    /// </summary>
    public async Task<TimeSpan> WhenDelayWaitsAsync()
    {
        while (true)
        {
            Task begins;
            lock (_lock)
            {
                if (_timers.Where(timer => timer.IsDelay).MinBy(timer => timer.Due) is { } timer)
                    return timer.Due - _now;
                if (_delayBegins.Task.IsCompleted)
                    _delayBegins = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                begins = _delayBegins.Task;
            }

            await begins;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var timer = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (timer is null)
                return null;
            if (timer.Due > _now)
                _now = timer.Due;
            if (timer.Period > TimeSpan.Zero)
                timer.Due += timer.Period;
            else
                _timers.Remove(timer);
            return timer;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        // The timer of Task.Delay holds its task, the one of a CancellationTokenSource its source.
        public bool IsDelay => state is Task;

        public DateTimeOffset Due { get; set; }

        public TimeSpan DueTime { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                (DueTime, Period, Due) = (dueTime, period, time._now + dueTime);
                time._timers.Add(this);
                if (IsDelay)
                {
                    time._delays.Add(dueTime);
                    time._delayBegins.TrySetResult();
                }

                foreach (var (_, seen) in time._waiters.Where(waiter => waiter.DueTime == dueTime))
                    seen.TrySetResult();
                time._waiters.RemoveAll(waiter => waiter.DueTime == dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
