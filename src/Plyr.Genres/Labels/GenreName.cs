using System.Globalization;
using System.Text;

namespace Plyr.Genres.Labels;

/// <summary>The normal form in which names are compared, stored and put on tracks.</summary>
internal static class GenreName
{
    /// <summary>The longest name kept, in UTF-16 code units.</summary>
    public const int MaxLength = 100;

    /// <summary>Whether this process can compose letters and accents, which invariant globalization can't.</summary>
    public static bool CanCompose => "e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9";

    /// <summary>
    /// Returns the name composed (NFC), in lower case and with single spaces; null when it is empty, longer than
    /// <see cref="MaxLength"/>, not well-formed text, or has characters that are not visible.
    /// </summary>
    public static string? Normalize(string? raw)
    {
        if (raw is null || IsPlain(raw))
            return raw;
        if (!IsWellFormed(raw))
            return null;

        // Composed again at the end: a capital letter may have no composed form where its small letter has one.
        var lower = raw.Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC);
        var name = string.Join(' ', lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length is 0 or > MaxLength || HasInvisible(name) ? null : name;
    }

    /// <summary>Returns the form in which tags are compared: the normal form, or the tag if it has none.</summary>
    public static string KeyOf(string tag) => Normalize(tag) ?? tag;

    /// <summary>Returns the form in which a stored name is compared; null when it can't be a tag as it is.</summary>
    public static string? UsableKeyOf(string name) =>
        Normalize(name) is { } key && (key == name || (name.Length <= MaxLength && !HasInvisible(name))) ? key : null;

    // Nearly all names are. Without this check, recommending stored predictions takes five times as long.
    private static bool IsPlain(string name) =>
        name is { Length: > 0 and <= MaxLength } and not [' ', ..] and not [.., ' ']
        && !name.Contains("  ", StringComparison.Ordinal)
        && !name.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && !name.AsSpan().ContainsAnyInRange('A', 'Z');

    private static bool HasInvisible(string name) => name.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    // An unpaired surrogate has no UTF-8 form: a store would write another name than the one on the tag.
    // U+FFFE is not a character, and string.Normalize throws on it.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]) || text[i] == '\uFFFE')
                return false;
        }

        return true;
    }
}
