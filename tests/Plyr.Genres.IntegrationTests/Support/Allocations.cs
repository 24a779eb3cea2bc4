namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>Measures what an action allocates in this process.</summary>
internal static class Allocations
{
    private const int Runs = 3;

    /// <summary>
    /// Runs an action several times. Servers of other tests may still be ending and allocate too, so the least is the
    /// action's own.
    /// </summary>
    /// <returns>The fewest bytes that a run allocated.</returns>
    public static async Task<long> LeastAsync(Func<Task> action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
