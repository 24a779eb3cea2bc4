using System.Text.RegularExpressions;

namespace Plyr.Genres;

/// <summary>Makes a text of the service fit to be shown: short, on one line, without the token and without the query of any URL.</summary>
internal static partial class SafeText
{
    private const int MaxLength = 300;

    public static string Quote(string text, string? token)
    {
        // The token goes first: a cut through it would leave its beginning. Then a huge text is cut, so that it costs nothing.
        var safe = token is null ? text : text.Replace(token, "***", StringComparison.Ordinal);
        if (safe.Length > MaxLength * 4)
            safe = safe[..(MaxLength * 4)];
        safe = UrlSecrets().Replace(safe, "$1?***");
        safe = DataUri().Replace(safe, "data URI");
        safe = WhiteSpaceAndControls().Replace(safe, " ").Trim();
        return safe.Length > MaxLength ? safe[..MaxLength] + "..." : safe;
    }

    [GeneratedRegex(@"(https?://[^\s?#""'<>]*)[?#][^\s""'<>]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UrlSecrets();

    [GeneratedRegex(@"data:[^\s,]{0,200},[^\s""'<>]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpaceAndControls();
}
