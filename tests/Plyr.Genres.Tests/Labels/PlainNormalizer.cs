using System.Globalization;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Rules 1 to 8 the plain way, to hold the fast way against.</summary>
internal static class PlainNormalizer
{
    public static GenrePrediction[] Normalize(
        IEnumerable<GenreLabelScore> labels, int topN, IReadOnlyDictionary<string, string> aliases, IReadOnlyCollection<string> ignoredNames) =>
    [
        .. labels
            .Where(label => label.Score is >= 0 and <= 1)
            .SelectMany(label => label.Label.Split("---", 2).Select(Name).OfType<string>().Select(name => (Name: aliases.GetValueOrDefault(name, name), label.Score)))
            .Where(pair => !ignoredNames.Contains(pair.Name))
            .GroupBy(pair => pair.Name)
            .Select(group => new GenrePrediction(group.Key, Round(group.Max(pair => pair.Score))))
            .OrderByDescending(prediction => prediction.Confidence)
            .Take(topN),
    ];

    public static string? Name(string raw)
    {
        var name = string.Join(' ', raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return name.Length is 0 or > 100 || name.Any(char.IsControl) || HasLoneSurrogate(name) ? null : name;
    }

    private static bool HasLoneSurrogate(string text) =>
        text.Where((c, i) => char.IsHighSurrogate(c) ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
            : char.IsLowSurrogate(c) && (i == 0 || !char.IsHighSurrogate(text[i - 1]))).Any();

    private static double Round(double score) => double.Parse(score.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
