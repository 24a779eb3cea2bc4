namespace Plyr.Genres;

/// <summary>Growing waits with jitter, so that many clients do not ask in step.</summary>
internal sealed class Backoff
{
    private const double Factor = 1.5;
    private const double Jitter = 0.2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = First;

    /// <summary>The next wait: the service's hint, if that is longer than nothing, or the next of our own.</summary>
    public TimeSpan Next(TimeSpan? hint = null)
    {
        var wait = _next;
        _next = TimeSpan.FromTicks(Math.Min((long)(_next.Ticks * Factor), Longest.Ticks));

        // A hint is a lower bound, so jitter only adds to it.
        return hint > TimeSpan.Zero
            ? hint.Value * (1 + (Jitter * Random.Shared.NextDouble()))
            : wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }
}
