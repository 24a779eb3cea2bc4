namespace Plyr.Genres.Simulator;

/// <summary>Limits the creates per minute with a token bucket.</summary>
internal sealed class CreateLimit(SimulatorOptions options)
{
    // Replicate's documented limit, which its answers contain in a header.
    private const int DocumentedPerMinute = 600;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time = options.TimeProvider;
    private double _left = options.CreatesPerMinute ?? 0;
    private long _filledAt = options.TimeProvider.GetTimestamp();

    /// <summary>Takes one create from the bucket.</summary>
    /// <param name="remaining">The number of remaining creates.</param>
    public Problem? Take(out int remaining)
    {
        remaining = DocumentedPerMinute - 1;
        if (options.CreatesPerMinute is not { } perMinute)
            return null;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _left = Math.Min(perMinute, _left + (_time.GetElapsedTime(_filledAt, now).TotalMinutes * perMinute));
            _filledAt = now;
            remaining = Math.Max(0, (int)_left - 1);
            if (_left < 1)
            {
                var seconds = (int)Math.Ceiling((1 - _left) * 60 / perMinute);
                return Problems.Throttled(Math.Max(1, seconds), options.RetryHints);
            }

            _left--;
            return null;
        }
    }
}
