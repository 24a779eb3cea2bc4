using System.Text;

namespace Plyr.Genres.Host.Storage;

/// <summary>Texts as they are searched and sorted: in lower case and without accents.</summary>
internal static class SearchText
{
    public static string Key(string? text)
    {
        // Only the accents of European scripts: in others a mark makes another letter.
        var letters = (text ?? "").Normalize(NormalizationForm.FormD)
            .Where(letter => letter is < '\u0300' or > '\u036f');
        return string.Concat(letters).Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    /// <summary>
    /// The words of a search, each once. PostgreSQL refuses a NUL character, so controls separate words.
    /// </summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        var spaced = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));
        return [.. Key(spaced).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }
}
