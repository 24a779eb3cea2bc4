using System.Globalization;

namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>A measured value and its limit.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The value, or why it could not be measured.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsMet">Whether the value is within the limit; null if it could not be measured.</param>
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
    /// Creates a goal that this machine can't measure. It counts as missed if <c>PLYR_REQUIRE</c> contains the missing
    /// requirement.
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
        if (unit is "%")
            return string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} %");
        var format = value >= 100 || value == Math.Floor(value) ? "#,0" : "0.00";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }
}
