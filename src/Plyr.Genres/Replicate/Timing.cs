namespace Plyr.Genres.Replicate;

/// <summary>The end of an operation, by a clock that does not jump.</summary>
internal readonly struct Deadline(TimeSpan timeout, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan TimeLeft
    {
        get
        {
            var left = timeout - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}

/// <summary>Growing waits with jitter, so that many clients do not send their requests in step.</summary>
internal sealed class Backoff
{
    private const double Factor = 1.5;
    private const double Jitter = 0.2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = First;

    /// <summary>Returns how long to wait: the service's hint, or the next wait.</summary>
    public TimeSpan Next(TimeSpan? hint = null)
    {
        var wait = _next;
        _next = _next * Factor < Longest ? _next * Factor : Longest;

        // A hint is a minimum, so jitter only adds to it.
        return hint > TimeSpan.Zero
            ? hint.Value * (1 + (Jitter * Random.Shared.NextDouble()))
            : wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }
}
