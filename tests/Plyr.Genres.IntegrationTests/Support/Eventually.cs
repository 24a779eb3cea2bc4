using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>
/// Waits for something that another task or process brings about: asks again and again, and fails with the last answer.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task<T> BecomesAsync<T>(
        Func<Task<T>> read, Func<T, bool> condition, string expectation, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromMinutes(2));
        while (true)
        {
            var value = await read();
            if (condition(value))
                return value;
            if (limit.IsCancellationRequested)
                throw new AssertionException($"Waited in vain until {expectation}; the last answer was {value}");
            await Task.Delay(Pause);
        }
    }
}
