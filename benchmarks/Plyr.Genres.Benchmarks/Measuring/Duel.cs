using System.Diagnostics;

namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>
/// Measures operations in turn in one process, so that disturbances affect all of them.
/// </summary>
/// <remarks>
/// A round takes about a millisecond per operation, so that some rounds are not interrupted on a busy machine. The
/// minimum of all rounds counts, because disturbances only make operations slower.
/// </remarks>
internal static class Duel
{
    private const int Rounds = 400;
    private const int WarmUps = 8;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(40);

    // The runtime optimizes hot methods after a tenth of a second.
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(130);

    /// <summary>Measures synchronous operations.</summary>
    /// <returns>The costs in the order of the operations.</returns>
    public static Cost[] Measure(params ReadOnlySpan<Action> operations)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var operation in operations)
                RunFor(operation, WarmUpTime);
            Thread.Sleep(CompilerPause);
        }

        var counts = new int[operations.Length];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Math.Max(1, (int)(RoundTime / RunFor(operations[i], WarmUpTime)));
        var least = new Cost[operations.Length];
        Array.Fill(least, new Cost(double.MaxValue, double.MaxValue));
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < least.Length; i++)
                least[i] = Least(least[i], Run(operations[i], counts[i]));
        }

        return least;
    }

    private static Cost Run(Action operation, int count)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            operation();
        var time = Stopwatch.GetElapsedTime(start);
        return new Cost(
            time.TotalNanoseconds / count, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)count);
    }

    /// <summary>Runs an operation for a while.</summary>
    /// <returns>The minimum time.</returns>
    private static TimeSpan RunFor(Action operation, TimeSpan duration)
    {
        var best = TimeSpan.MaxValue;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var once = Stopwatch.GetTimestamp();
            operation();
            best = Shorter(best, Stopwatch.GetElapsedTime(once));
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return best;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static Cost Least(Cost one, Cost other) =>
        new(Math.Min(one.Nanoseconds, other.Nanoseconds), Math.Min(one.Bytes, other.Bytes));
}
