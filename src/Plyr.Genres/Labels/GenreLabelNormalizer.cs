using System.Globalization;
using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>Converts the labels of the model to predictions: one per name, best first.</summary>
/// <remarks>
/// Pure and thread-safe. A label <c>Genre---Style</c> gives two names. A name gets the highest score of its labels,
/// rounded to 4 decimals. Names with equal scores keep the order in which they first occurred, so a genre precedes its
/// best style. Labels whose score is not a number from 0 to 1 are dropped.
/// </remarks>
public sealed class GenreLabelNormalizer
{
    /// <summary>The default maximum number of predictions, 10.</summary>
    public const int DefaultTopN = 10;

    /// <summary>The largest maximum, 400: the number of labels that the model returns.</summary>
    public const int MaxTopN = 400;

    private const double RoundingStep = 0.0001;

    // "0.1234", and a sign for a negative zero.
    private const int MaxRoundedLength = 7;

    private readonly GenreNames _names;
    private readonly double _minConfidence;
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignoredNames;
    private readonly HashSet<string> _allowedNames;
    private readonly HashSet<string> _genres;
    private readonly Dictionary<string, string[]> _namesOfKnownLabels;

    /// <summary>Creates a normalizer.</summary>
    /// <param name="topN">The maximum number of predictions to return, from 1 to <see cref="MaxTopN"/>.</param>
    /// <param name="aliases">Names to replace, for example <c>bossanova</c> with <c>bossa nova</c>, once.</param>
    /// <param name="ignoredNames">Names to drop, for example <c>non-music</c>. Aliases are applied first.</param>
    /// <param name="allowedNames">The only names to keep, applied last. Null or empty keeps every name.</param>
    /// <param name="minConfidence">The least rounded confidence to keep, from 0 to 1.</param>
    /// <param name="names">Which parts of a label become predictions. A label without a style is a genre.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">
    /// An allowed name or a side of an alias is empty, longer than 100 characters, or has invisible characters.
    /// </exception>
    public GenreLabelNormalizer(
        int topN = DefaultTopN,
        IEnumerable<KeyValuePair<string, string>>? aliases = null,
        IEnumerable<string>? ignoredNames = null,
        IEnumerable<string>? allowedNames = null,
        double minConfidence = 0,
        GenreNames names = GenreNames.GenresAndStyles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topN, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topN, MaxTopN);
        if (minConfidence is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(minConfidence), minConfidence, "It must be from 0 to 1.");
        if (!Enum.IsDefined(names))
            throw new ArgumentOutOfRangeException(nameof(names), names, "The names must be a defined value.");
        TopN = topN;
        _minConfidence = minConfidence;
        _names = names;
        foreach (var (from, to) in aliases ?? [])
        {
            if (GenreName.Normalize(from) is not { } name || GenreName.Normalize(to) is not { } alias)
                throw Invalid($"The alias '{from}' -> '{to}' is not valid. Each side", nameof(aliases));
            _aliases[name] = alias;
        }

        _ignoredNames = [.. (ignoredNames ?? []).Select(GenreName.Normalize).OfType<string>()];
        _allowedNames =
        [
            .. (allowedNames ?? []).Select(name => GenreName.Normalize(name)
                ?? throw Invalid($"The allowed name '{name}' is not valid. It", nameof(allowedNames))),
        ];
        _genres = [.. GenreLabels.GenreNames.Select(name => _aliases.GetValueOrDefault(name, name))];
        _namesOfKnownLabels = GenreLabels.All.ToDictionary(label => label, ReadNames, StringComparer.Ordinal);
    }

    /// <summary>Gets the maximum number of predictions.</summary>
    public int TopN { get; }

    /// <summary>Converts the labels of one answer to predictions.</summary>
    /// <param name="labels">The labels, in any order. Duplicates and unknown labels are allowed.</param>
    /// <returns>At most <see cref="TopN"/> predictions with distinct names, highest confidence first.</returns>
    public IReadOnlyList<GenrePrediction> Normalize(IEnumerable<GenreLabelScore> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var scores = new OrderedDictionary<string, double>(GenreLabels.All.Count, StringComparer.Ordinal);
        foreach (var (label, score) in labels.Where(label => label.IsUsable))
        {
            foreach (var name in NamesOf(label))
            {
                if (!scores.TryAdd(name, score, out var index))
                    scores.SetAt(index, Math.Max(score, scores.GetAt(index).Value));
            }
        }

        // Rounding keeps the order, so no lower score can be among the first. Sorting all would take most of the time.
        var best = new PriorityQueue<double, double>(TopN + 1);
        foreach (var score in scores.Values)
        {
            best.Enqueue(score, score);
            if (best.Count > TopN)
                best.Dequeue();
        }

        var least = best.Count == 0 ? 0 : best.Peek() - RoundingStep;
        return
        [
            .. scores
                .Where(pair => pair.Value >= least)
                .Select(pair => new GenrePrediction(pair.Key, Round(pair.Value)))
                .Where(prediction => prediction.Confidence >= _minConfidence)
                .OrderByDescending(prediction => prediction.Confidence)
                .Take(TopN),
        ];
    }

    /// <summary>Returns whether a name is a genre or a style. The aliases of genres are genres.</summary>
    /// <param name="name">The name of a prediction.</param>
    /// <returns>
    /// <see cref="GenreKind.Genre"/> for a name that is both, unless only styles become predictions;
    /// <see cref="GenreKind.Style"/> for every name that is not a genre.
    /// </returns>
    public GenreKind KindOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var isGenre = _names != GenreNames.StylesOnly && _genres.Contains(GenreName.Normalize(name) ?? name);
        return isGenre ? GenreKind.Genre : GenreKind.Style;
    }

    /// <summary>Returns the labels that give each name, best first.</summary>
    internal ILookup<string, GenreLabelScore> GroupByName(IEnumerable<GenreLabelScore> labels) => labels
        .OrderByDescending(label => label.Score)
        .SelectMany(label => NamesOf(label.Label), (label, name) => (Name: name, Label: label))
        .ToLookup(pair => pair.Name, pair => pair.Label, StringComparer.Ordinal);

    /// <summary>Rounds a score from 0 to 1 to 4 decimals from its exact binary value, ties to even.</summary>
    internal static double Round(double score)
    {
        var scaled = score * 10_000;
        var nearest = Math.Round(scaled);

        // The product is inexact in its last bits, which decide only in the middle between two steps. Adding 0 turns a
        // negative zero into zero.
        if (Math.Abs(scaled - nearest) < 0.4999)
            return (nearest / 10_000) + 0.0;

        Span<char> text = stackalloc char[MaxRoundedLength];
        score.TryFormat(text, out var length, "F4", CultureInfo.InvariantCulture);
        return double.Parse(text[..length], CultureInfo.InvariantCulture) + 0.0;
    }

    private static ArgumentException Invalid(string problem, string parameter) =>
        new($"{problem} must have 1 to {GenreName.MaxLength} visible characters.", parameter);

    private string[] NamesOf(string label) => _namesOfKnownLabels.GetValueOrDefault(label) ?? ReadNames(label);

    private string[] ReadNames(string label)
    {
        var parts = label.Split(GenreLabels.Separator, 2);
        var used = _names switch
        {
            GenreNames.GenresOnly => parts[..1],
            GenreNames.StylesOnly => parts[1..],
            _ => parts,
        };
        return
        [
            .. used
                .Select(GenreName.Normalize)
                .OfType<string>()
                .Select(name => _aliases.GetValueOrDefault(name, name))
                .Where(name => !_ignoredNames.Contains(name))
                .Where(name => _allowedNames.Count == 0 || _allowedNames.Contains(name))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}

/// <summary>Specifies which parts of a label <c>Genre---Style</c> become predictions.</summary>
public enum GenreNames
{
    /// <summary>Genres and styles: <c>Electronic---Ambient</c> gives <c>electronic</c> and <c>ambient</c>.</summary>
    GenresAndStyles = 0,

    /// <summary>Genres only: <c>Electronic---Ambient</c> gives <c>electronic</c>. The model has 15 genres.</summary>
    GenresOnly = 1,

    /// <summary>Styles only: <c>Electronic---Ambient</c> gives <c>ambient</c>.</summary>
    StylesOnly = 2,
}
