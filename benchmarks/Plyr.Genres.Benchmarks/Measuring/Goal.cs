using System.Globalization;

namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>A figure and what it has to be.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The figure, or why there is none.</param>
/// <param name="Limit">What it has to be.</param>
/// <param name="IsMet">Whether it is; null where it could not be measured.</param>
internal sealed record Goal(string Name, string Measured, string Limit, bool? IsMet)
{
    public string Verdict => IsMet switch
    {
        true => "met",
        false => "missed",
        null => "skipped",
    };

    public static Goal AtMost(string name, double value, double limit, string unit) =>
        new(name, Text(value, unit), "<= " + Text(limit, unit), value <= limit);

    public static Goal AtLeast(string name, double value, double limit, string unit) =>
        new(name, Text(value, unit), ">= " + Text(limit, unit), value >= limit);

    public static Goal Exactly(string name, long value, long limit, string unit) =>
        new(name, Text(value, unit), Text(limit, unit), value == limit);

    /// <summary>
    /// A goal that this machine can't measure; it counts as missed where <c>PLYR_REQUIRE</c> demands what is lacking.
    /// </summary>
    public static Goal Skipped(string name, string limit, string reason, string demandedAs)
    {
        var demanded = (Environment.GetEnvironmentVariable("PLYR_REQUIRE") ?? "")
            .Split(',', StringSplitOptions.TrimEntries)
            .Contains(demandedAs);
        return new(name, "skipped: " + reason, limit, demanded ? false : null);
    }

    private static string Text(double value, string unit)
    {
        var number = unit is "%" ? (value * 100).ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString(value >= 100 || value == Math.Floor(value) ? "#,0" : "0.00", CultureInfo.InvariantCulture);
        return $"{number} {unit}";
    }
}
