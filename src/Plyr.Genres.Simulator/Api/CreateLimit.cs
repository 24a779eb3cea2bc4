namespace Plyr.Genres.Simulator;

/// <summary>How many predictions may be created: a bucket that holds a minute's worth and fills evenly.</summary>
internal sealed class CreateLimit
{
    // What Replicate documents, and shows in a header even where nobody comes near it.
    private const int DocumentedPerMinute = 600;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly int? _perMinute;
    private readonly RetryHints _hints;
    private double _left;
    private long _filledAt;

    public CreateLimit(SimulatorOptions options)
    {
        (_time, _perMinute, _hints) = (options.TimeProvider, options.CreatesPerMinute, options.RetryHints);
        _left = _perMinute ?? 0;
        _filledAt = _time.GetTimestamp();
    }

    /// <summary>Takes one create out of the bucket.</summary>
    /// <param name="remaining">How many are left.</param>
    public Problem? Take(out int remaining)
    {
        remaining = DocumentedPerMinute - 1;
        if (_perMinute is not { } perMinute)
            return null;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _left = Math.Min(perMinute, _left + (_time.GetElapsedTime(_filledAt, now).TotalMinutes * perMinute));
            _filledAt = now;
            remaining = Math.Max(0, (int)_left - 1);
            if (_left < 1)
                return Problems.Throttled(Math.Max(1, (int)Math.Ceiling((1 - _left) * 60 / perMinute)), _hints);
            _left--;
            return null;
        }
    }
}
