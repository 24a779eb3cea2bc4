using System.Globalization;

namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>The results of a topic: a table of measurements, including floor and alternatives, and the goals.</summary>
/// <param name="Title">The title of the topic.</param>
/// <param name="Columns">The titles of the table's columns.</param>
internal sealed record Topic(string Title, params string[] Columns)
{
    public List<string[]> Rows { get; } = [];

    public List<Goal> Goals { get; } = [];

    /// <summary>Creates a topic with a table of operations, for <see cref="Add(string, Cost, Cost)"/>.</summary>
    public static Topic OfOperations(string title) => new(title, "operation", "time", "times the floor", "allocated");

    public void Add(string operation, Cost cost, Cost floor) => Rows.Add(
    [
        operation,
        Number(cost.Nanoseconds / 1000, 2) + " us",
        Number(cost.TimesOf(floor), 2),
        Number(cost.Bytes, 0) + " B",
    ]);

    public static string Number(double value, int decimals) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
