using System.Diagnostics;

namespace Plyr.Genres.Benchmarks;

/// <summary>Provides the command <c>goals</c>, which measures topics and reports which goals are met.</summary>
internal static class GoalsCommand
{
    private const int Missed = 1;
    private const int UnknownTopic = 2;

    /// <param name="names">The topics to measure; none means all.</param>
    public static async Task<int> RunAsync(string[] names)
    {
        if (names.Except(Topics.All.Select(topic => topic.Name), StringComparer.Ordinal).ToArray() is [var unknown, ..])
        {
            await Console.Error.WriteLineAsync(
                $"There is no topic '{unknown}'. The topics are "
                + $"{string.Join(", ", Topics.All.Select(topic => topic.Name))}.");
            return UnknownTopic;
        }

        var start = Stopwatch.GetTimestamp();
        var met = 0;
        var missed = 0;
        foreach (var (_, measureAsync) in Topics.All.Where(topic => names.Length == 0 || names.Contains(topic.Name)))
        {
            foreach (var goal in (await measureAsync()).Goals)
            {
                Console.WriteLine($"{goal.Name,-74} {goal.Measured,12} {goal.Limit,12}  {goal.Verdict}");
                met += goal.IsMet == true ? 1 : 0;
                missed += goal.IsMet == false ? 1 : 0;
            }
        }

        Console.WriteLine($"{met} goals met, {missed} missed, in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s.");
        return missed == 0 ? 0 : Missed;
    }
}
