using System.Diagnostics;

namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>
/// Measures operations by turns in one process, so that what disturbs one of them disturbs the others too.
/// </summary>
/// <remarks>
/// A round is about a millisecond of each, short enough to fall between two interruptions on a busy machine, and the
/// least of many
/// rounds counts: nothing makes an operation faster than it is, and everything else makes it slower.
/// </remarks>
internal static class Duel
{
    private const int Rounds = 400;
    private const int WarmUps = 8;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(40);

    // The runtime compiles hot methods again, better, a tenth of a second after they got hot.
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(130);

    /// <summary>Measures synchronous operations.</summary>
    /// <returns>Their costs, in their order.</returns>
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
    /// <returns>The least time that it took.</returns>
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
