namespace Plyr.Genres.Simulator;

/// <summary>Simulates the boot of the model, which delays the runs after an idle time.</summary>
internal sealed class ColdStart(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _readyAt = DateTimeOffset.MinValue;
    private DateTimeOffset _warmUntil = DateTimeOffset.MinValue;
    private int _running;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (options.ColdStart <= TimeSpan.Zero)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (_lock)
        {
            var now = options.TimeProvider.GetUtcNow();
            if (_running == 0 && now >= _warmUntil)
            {
                _readyAt = now + options.ColdStart;
                _warmUntil = _readyAt + options.IdleAfter;
            }

            wait = _readyAt - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, options.TimeProvider, cancellationToken) : Task.CompletedTask;
    }

    public void RunStarted()
    {
        lock (_lock)
            _running++;
    }

    public void RunEnded()
    {
        lock (_lock)
        {
            _running--;
            _warmUntil = options.TimeProvider.GetUtcNow() + options.IdleAfter;
        }
    }
}
