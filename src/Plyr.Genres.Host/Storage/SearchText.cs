using System.Text;

namespace Plyr.Genres.Host.Storage;

/// <summary>Texts as they are searched and sorted: in lower case and without accents.</summary>
internal static class SearchText
{
    public static string Key(string? text)
    {
        if (string.IsNullOrEmpty(text) || Ascii.IsValid(text))
            return text?.ToLowerInvariant() ?? "";

        // Only the accents of European scripts: in others a mark makes another letter.
        var letters = WellFormed(text).Normalize(NormalizationForm.FormD)
            .Where(letter => letter is < '\u0300' or > '\u036f');
        return string.Concat(letters).Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    /// <summary>
    /// The text with replacements for what is not a character and would make <see cref="string.Normalize()"/> throw.
    /// </summary>
    public static string WellFormed(string text) => string.Concat(
        text.EnumerateRunes().Select(rune => (rune.Value == 0xFFFE ? Rune.ReplacementChar : rune).ToString()));

    /// <summary>
    /// The words of a search, each once. PostgreSQL refuses a NUL character, so controls separate words.
    /// </summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        var spaced = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));
        return [.. Key(spaced).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }
}
