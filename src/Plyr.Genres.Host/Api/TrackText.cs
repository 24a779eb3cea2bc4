using System.Globalization;
using System.Text;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>What titles, artists and tags may look like.</summary>
internal static class TrackText
{
    public const int MaxTags = 10;
    public const int MaxTagLength = 50;
    public const int MaxTitleLength = 200;

    /// <summary>
    /// A character may be of many code units, as emoji of several persons are, but not of as many as one likes.
    /// </summary>
    private const int UnitsPerCharacter = 16;

    /// <summary>The text without white space around it; <paramref name="problem"/> says why it is refused.</summary>
    public static string? Line(string name, string? text, int maxLength, out string? problem)
    {
        var line = text?.Trim() ?? "";
        problem = line switch
        {
            "" => $"The {name} is missing; give it at least one character.",
            _ when line.Length > maxLength * UnitsPerCharacter || Length(line) > maxLength =>
                $"The {name} is longer than {maxLength} characters.",
            _ when line.Any(char.IsControl) => $"The {name} holds a control character.",
            _ => null,
        };
        return problem is null ? line : null;
    }

    /// <summary>A text of a file's metadata as a title or an artist; null when nothing is left of it.</summary>
    public static string? Shorten(string? text)
    {
        var spaced = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));
        var line = string.Join(' ', spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var letters = new StringInfo(line);
        var cut = letters.LengthInTextElements > MaxTitleLength
            ? letters.SubstringByTextElements(0, MaxTitleLength)
            : line;
        return cut.Length is > 0 and <= MaxTitleLength * UnitsPerCharacter ? cut : null;
    }

    /// <summary>
    /// The tags, each once: names that differ in case, white space or composition are the same. Null when one is
    /// refused.
    /// </summary>
    public static IReadOnlyList<string>? Tags(IReadOnlyList<string?>? tags, out string? problem)
    {
        problem = null;
        var result = new List<string>();
        foreach (var tag in tags ?? [])
        {
            if (Line("tag", tag, MaxTagLength, out problem) is not { } line)
                return null;
            var name = Tag(line);
            if (!result.Contains(name, StringComparer.Ordinal))
                result.Add(name);
        }

        if (result.Count <= MaxTags)
            return result;
        problem = $"A track has at most {MaxTags} tags; these are {result.Count}.";
        return null;
    }

    /// <summary>
    /// A tag as it is stored, the way the library writes its own: composed, in lower case, with single spaces.
    /// </summary>
    public static string Tag(string text) => string.Join(
        ' ',
        SearchText.WellFormed(text).Normalize(NormalizationForm.FormC).ToLowerInvariant().Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Characters as a person counts them: an emoji is one.</summary>
    private static int Length(string text) => new StringInfo(text).LengthInTextElements;
}
