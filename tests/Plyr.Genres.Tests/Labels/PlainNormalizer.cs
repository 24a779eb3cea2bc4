using System.Globalization;
using Plyr.Genres.Labels;

namespace Plyr.Genres.Tests.Labels;

/// <summary>The normalizer as one query, to compare with.</summary>
internal static class PlainNormalizer
{
    public static GenrePrediction[] Normalize(
        IEnumerable<GenreLabelScore> labels,
        int topN,
        IReadOnlyDictionary<string, string> aliases,
        IReadOnlyCollection<string> ignoredNames) =>
    [
        .. (from label in labels
           where label.Score is >= 0 and <= 1
           from raw in label.Label.Split("---", 2)
           let name = GenreName.Normalize(raw)
           where name is not null
           let alias = aliases.GetValueOrDefault(name, name)
           where !ignoredNames.Contains(alias)
           group label.Score by alias into scores
           let confidence = Round(scores.Max())
           orderby confidence descending
           select new GenrePrediction(scores.Key, confidence)).Take(topN),
    ];

    private static double Round(double score) =>
        double.Parse(score.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
