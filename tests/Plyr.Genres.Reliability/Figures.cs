using System.Collections.Concurrent;

namespace Plyr.Genres.Reliability;

/// <summary>What the tests measured, for the table at the end of the run.</summary>
internal static class Figures
{
    private static readonly ConcurrentQueue<string> Rows = new();

    public static void Add(string what, string tried, string result) =>
        Rows.Enqueue($"| {what} | {tried} | {result} |");

    public static string Table() =>
        string.Join(
            Environment.NewLine,
            Rows.Order(StringComparer.Ordinal).Prepend("| --- | --- | --- |").Prepend("| what | tried | result |"));
}
