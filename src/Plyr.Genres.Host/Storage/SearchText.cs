using System.Text;

namespace Plyr.Genres.Host.Storage;

/// <summary>Converts texts to the form in which they are searched and sorted: lower case without accents.</summary>
internal static class SearchText
{
    public static string Key(string? text)
    {
        if (string.IsNullOrEmpty(text) || Ascii.IsValid(text))
            return text?.ToLowerInvariant() ?? "";

        // Only the accents of European scripts, because in other scripts a mark changes the letter.
        var letters = WellFormed(text).Normalize(NormalizationForm.FormD)
            .Where(letter => letter is < '\u0300' or > '\u036f');
        return string.Concat(letters).Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    /// <summary>
    /// Returns the text with replacements for invalid characters, for which <see cref="string.Normalize()"/> throws.
    /// </summary>
    public static string WellFormed(string text) => string.Concat(
        text.EnumerateRunes().Select(rune => (rune.Value == 0xFFFE ? Rune.ReplacementChar : rune).ToString()));

    /// <summary>
    /// Returns the distinct words of a search. Control characters separate words, because PostgreSQL rejects NUL.
    /// </summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        var spaced = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));
        return [.. Key(spaced).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }
}
