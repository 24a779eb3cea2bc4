using System.Globalization;
using System.Text.RegularExpressions;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Reads the header <c>Cancel-After</c>: <c>30</c>, <c>30s</c>, <c>5m</c>, <c>2h</c> or <c>1h30m45s</c>, from 5 seconds
/// to 24 hours.
/// </summary>
internal static partial class CancelAfter
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <returns>Whether the header is absent or valid.</returns>
    public static bool TryRead(HttpRequest request, out TimeSpan? time)
    {
        time = null;
        if (request.Headers["Cancel-After"].ToString() is not { Length: > 0 } text)
            return true;
        var match = Form().Match(text);
        if (!match.Success)
            return false;
        var seconds = Number(match, "s") + Number(match, "n");
        time = new TimeSpan(Number(match, "h"), Number(match, "m"), seconds);
        return time >= Shortest && time <= Longest;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        "^(?:(?<n>[0-9]{1,6})|(?=[0-9])(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,6})s)?)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
