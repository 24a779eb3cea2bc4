using System.Net;
using System.Text.RegularExpressions;

namespace Plyr.Genres.Replicate;

/// <summary>
/// Shortens a text of the service to one line, and removes secrets from it: the token, the secret parts of the audio
/// URL in any spelling, and user and query of other URLs.
/// </summary>
internal sealed partial class SecretText(Uri? audioUrl, Func<string?> token)
{
    private const int MaxLength = 300;
    private const int MaxSearched = 16 * 1024;
    private const int MaxDecodings = 5;
    private const string Mask = "***";

    // A shorter value protects nothing, and to mask it would garble the text.
    private const int MinSecretLength = 4;

    /// <summary>Returns the text as a sentence without secrets.</summary>
    public string Quote(string text)
    {
        // White space goes first, so that a secret cut in half at the limit of the search is not in what is shown.
        var safe = WhiteSpaceAndControls().Replace(text, " ").Trim();
        if (safe.Length > MaxSearched)
            safe = safe[..MaxSearched];
        safe = Decode(safe);
        foreach (var secret in Secrets().OrderByDescending(secret => secret.Length))
            safe = safe.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        safe = DataUri().Replace(safe, "data URI");
        if (audioUrl is { Scheme: "data" })
            safe = LongWord().Replace(safe, word => IsInData(word.Value) ? Mask : word.Value);
        safe = UserInfo().Replace(safe, $"//{Mask}@");
        safe = Query().Replace(safe, $"$1?{Mask}");
        safe = WhiteSpaceAndControls().Replace(safe, " ").Trim();
        if (safe.Length > MaxLength)
            safe = safe[..MaxLength] + "...";
        return safe.EndsWith('.') ? safe : safe + ".";
    }

    /// <summary>Returns the text with URL, JSON and HTML escapes decoded, also where they are nested.</summary>
    internal static string Decode(string text)
    {
        for (var i = 0; i < MaxDecodings; i++)
        {
            var decoded = WebUtility.HtmlDecode(Uri.UnescapeDataString(Escape().Replace(text, Unescape)));
            if (decoded == text)
                break;
            text = decoded;
        }

        return text;
    }

    private static string Unescape(Match escape) =>
        ((char)Convert.ToUInt16(escape.Groups["code"].Value, 16)).ToString();

    private bool IsInData(string text) => audioUrl!.OriginalString.Contains(text, StringComparison.Ordinal);

    private IEnumerable<string> Secrets()
    {
        List<string> parts = token() is { } bearer ? [bearer] : [];
        if (audioUrl is { Scheme: not "data" } url)
        {
            var query = url.OriginalString.Split('?', 2).ElementAtOrDefault(1) ?? "";
            parts.AddRange([query, url.Fragment.TrimStart('#'), url.UserInfo, .. url.UserInfo.Split(':')]);
            parts.AddRange(query.Split('&', ';', '#').Select(pair => pair[(pair.IndexOf('=') + 1)..]));
        }

        return parts.SelectMany(SpellingsOf).Where(secret => secret.Length >= MinSecretLength).Distinct();
    }

    // Of the many spellings, these differ after decoding.
    private static string[] SpellingsOf(string secret)
    {
        var decoded = Decode(secret);
        var escaped = decoded.Replace("\"", "\\\"", StringComparison.Ordinal);
        return [secret, decoded, escaped, decoded.Replace('+', ' '), Decode(secret.Replace('+', ' '))];
    }

    [GeneratedRegex(@"//[^\s/?#""'<>]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    // Also of a path without a host, because some messages name host and path in different places.
    [GeneratedRegex(@"(/[^\s?#""'<>]*)\?[^\s""'<>#]+", RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex(@"data:\s*[^\s,]{0,200},[^\s""'<>]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();

    [GeneratedRegex(@"[A-Za-z0-9+/_-]{16,}=*", RegexOptions.CultureInvariant)]
    private static partial Regex LongWord();

    [GeneratedRegex(
        @"\\+(?:u(?<code>[0-9a-f]{4})|x(?<code>[0-9a-f]{2}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpaceAndControls();
}
