using System.Diagnostics;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>Measures what an action allocates in this process.</summary>
internal static class Allocations
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Runs an action until a run allocates less than a number of bytes, for at most a minute. Servers of other tests
    /// may still be ending and allocate too, so the least is the action's own.
    /// </summary>
    /// <returns>The fewest bytes that a run allocated.</returns>
    public static async Task<long> LeastAsync(Func<Task> action, long enough)
    {
        var start = Stopwatch.GetTimestamp();
        var least = long.MaxValue;
        do
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        while (least >= enough && Stopwatch.GetElapsedTime(start) < Limit);

        return least;
    }
}
