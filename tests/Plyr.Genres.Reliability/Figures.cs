using System.Collections.Concurrent;

namespace Plyr.Genres.Reliability;

/// <summary>What the tests measured, for the table at the end of the run.</summary>
internal static class Figures
{
    private static readonly ConcurrentQueue<string> s_rows = new();

    public static void Add(string what, string tried, string result) =>
        s_rows.Enqueue($"| {what} | {tried} | {result} |");

    public static string Table() =>
        string.Join(
            Environment.NewLine,
            s_rows.Order(StringComparer.Ordinal).Prepend("| --- | --- | --- |").Prepend("| what | tried | result |"));
}
