using System.Text.RegularExpressions;

namespace Plyr.Genres;

/// <summary>Makes a text of the service fit to be shown: short, on one line, without the token and without the user or query of any URL.</summary>
internal static partial class SafeText
{
    private const int MaxLength = 300;

    public static string Quote(string text, string? token)
    {
        // The token goes first: a cut through the middle of it would leave a half that is not found any more.
        var safe = token is null ? text : text.Replace(token, "***", StringComparison.Ordinal);

        // The longest text that can matter is cut before the searches, so that a huge one costs little.
        if (safe.Length > MaxLength * 4)
            safe = safe[..(MaxLength * 4)];
        safe = UserInfo().Replace(safe, "//***@");
        safe = Query().Replace(safe, "$1?***");
        safe = DataUri().Replace(safe, "data URI");
        safe = WhiteSpaceAndControls().Replace(safe, " ").Trim();
        return safe.Length > MaxLength ? safe[..MaxLength] + "..." : safe;
    }

    [GeneratedRegex(@"//[^\s/?#""'<>]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    // Of a path without a host too: what fetches the audio names host and path in different places.
    [GeneratedRegex(@"(/[^\s?#""'<>]*)[?#][^\s""'<>]+", RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex(@"data:[^\s,]{0,200},[^\s""'<>]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpaceAndControls();
}
