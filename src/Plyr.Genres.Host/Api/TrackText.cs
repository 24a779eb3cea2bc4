using System.Globalization;
using System.Text;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Validates and normalizes titles, artists and tags.</summary>
internal static class TrackText
{
    public const int MaxTags = 10;
    public const int MaxTagLength = 50;
    public const int MaxTitleLength = 200;

    /// <summary>The maximum number of UTF-16 code units of a character. An emoji of a family has 11.</summary>
    private const int UnitsPerCharacter = 16;

    /// <summary>Returns the trimmed text, or null with the problem when it is invalid.</summary>
    public static string? Line(string name, string? text, int maxLength, out string? problem)
    {
        var line = text?.Trim() ?? "";
        problem = line switch
        {
            "" => $"The {name} is missing; give it at least one character.",
            _ when line.Length > maxLength * UnitsPerCharacter || Length(line) > maxLength =>
                $"The {name} is longer than {maxLength} characters.",
            _ when line.Any(char.IsControl) => $"The {name} contains a control character.",
            _ => null,
        };
        return problem is null ? line : null;
    }

    /// <summary>Returns a text of a file's metadata as a valid title or artist, or null when nothing remains.</summary>
    public static string? Shorten(string? text)
    {
        var spaced = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));
        var line = string.Join(' ', spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var characters = new StringInfo(line);
        var cut = characters.LengthInTextElements > MaxTitleLength
            ? characters.SubstringByTextElements(0, MaxTitleLength)
            : line;
        return cut.Length is > 0 and <= MaxTitleLength * UnitsPerCharacter ? cut : null;
    }

    /// <summary>
    /// Returns the distinct tags, ignoring case, white space and Unicode composition, or null with the problem when one
    /// is invalid.
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
        problem = $"A track can have at most {MaxTags} tags; the request has {result.Count}.";
        return null;
    }

    /// <summary>
    /// Returns a tag as the library normalizes its own: in Unicode form C, in lower case, with single spaces.
    /// </summary>
    public static string Tag(string text)
    {
        var lower = SearchText.WellFormed(text).Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return string.Join(' ', lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Returns the number of characters as a user counts them: an emoji is one.</summary>
    private static int Length(string text) => new StringInfo(text).LengthInTextElements;
}
