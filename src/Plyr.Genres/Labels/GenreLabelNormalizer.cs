using System.Globalization;
using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>Converts the labels of the model to predictions: one per name, best first.</summary>
/// <remarks>
/// Pure and thread-safe. A label <c>Genre---Style</c> gives two names. A name gets the highest score of all labels
/// that gave it, rounded to 4 decimals. Names with equal scores keep the order in which they first occurred, so a
/// genre precedes its best style. Labels whose score is not a number from 0 to 1 are dropped.
/// </remarks>
public sealed class GenreLabelNormalizer
{
    /// <summary>The default maximum number of predictions, 10.</summary>
    public const int DefaultTopN = 10;

    /// <summary>The largest maximum number of predictions, 400: the number of labels that the model returns.</summary>
    public const int MaxTopN = 400;

    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignoredNames;
    private readonly Dictionary<string, string[]> _namesOfKnownLabels;

    /// <summary>Creates a normalizer.</summary>
    /// <param name="topN">The maximum number of predictions to return, from 1 to <see cref="MaxTopN"/>.</param>
    /// <param name="aliases">
    /// Names to replace, for example <c>bossanova</c> with <c>bossa nova</c>. An alias is not replaced again.
    /// </param>
    /// <param name="ignoredNames">Names to drop, for example <c>non-music</c>. Aliases are applied first.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="topN"/> is less than 1 or greater than <see cref="MaxTopN"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A side of an alias is empty, longer than 100 characters, or has a character that is not visible.
    /// </exception>
    public GenreLabelNormalizer(
        int topN = DefaultTopN,
        IEnumerable<KeyValuePair<string, string>>? aliases = null,
        IEnumerable<string>? ignoredNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topN, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topN, MaxTopN);
        TopN = topN;
        foreach (var (from, to) in aliases ?? [])
        {
            if (GenreName.Normalize(from) is not { } name || GenreName.Normalize(to) is not { } alias)
            {
                throw new ArgumentException(
                    $"The alias '{from}' -> '{to}' is not valid. "
                    + $"Each side must have 1 to {GenreName.MaxLength} visible characters.",
                    nameof(aliases));
            }

            _aliases[name] = alias;
        }

        _ignoredNames = [.. (ignoredNames ?? []).Select(GenreName.Normalize).OfType<string>()];
        _namesOfKnownLabels = GenreLabels.All.ToDictionary(label => label, NamesOf, StringComparer.Ordinal);
    }

    /// <summary>Gets the maximum number of predictions.</summary>
    public int TopN { get; }

    /// <summary>Converts the labels of one answer to predictions.</summary>
    /// <param name="labels">
    /// The labels in the model's order. Other orders, duplicates and unknown labels are allowed.
    /// </param>
    /// <returns>At most <see cref="TopN"/> predictions with distinct names, highest confidence first.</returns>
    public IReadOnlyList<GenrePrediction> Normalize(IEnumerable<GenreLabelScore> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var scores = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (label, score) in labels.Where(label => label.IsUsable))
        {
            foreach (var name in _namesOfKnownLabels.GetValueOrDefault(label) ?? NamesOf(label))
            {
                if (!scores.TryAdd(name, score, out var index))
                    scores.SetAt(index, Math.Max(score, scores.GetAt(index).Value));
            }
        }

        return
        [
            .. scores.Select(pair => new GenrePrediction(pair.Key, Round(pair.Value)))
                .OrderByDescending(prediction => prediction.Confidence)
                .Take(TopN),
        ];
    }

    /// <summary>Rounds a score from 0 to 1 to 4 decimals from its exact binary value, ties to even.</summary>
    internal static double Round(double score)
    {
        // Math.Round first multiplies by 10,000, which changes the last bits. Adding 0 turns a negative zero into zero.
        return double.Parse(score.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0;
    }

    private string[] NamesOf(string label) =>
    [
        .. label.Split(GenreLabels.Separator, 2)
            .Select(GenreName.Normalize)
            .OfType<string>()
            .Select(name => _aliases.GetValueOrDefault(name, name))
            .Where(name => !_ignoredNames.Contains(name)),
    ];
}
