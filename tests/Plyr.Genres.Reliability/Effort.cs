namespace Plyr.Genres.Reliability;

/// <summary>
/// How much the tests here try: minutes' worth, or with <c>PLYR_LONG=1</c> what the documentation reports.
/// </summary>
internal static class Effort
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("PLYR_LONG") == "1";

    public static T Of<T>(T usual, T @long) => IsLong ? @long : usual;
}
