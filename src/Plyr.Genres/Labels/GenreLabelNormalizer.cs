namespace Plyr.Genres;

/// <summary>Turns the model's labels into predictions: names cut out of the labels, one score each, best first.</summary>
/// <remarks>
/// Pure and thread-safe. A label <c>Genre---Style</c> gives two names; a name keeps the highest score of all labels that gave it,
/// rounded to 4 decimals; equal scores keep the order in which the names first occurred, so a genre precedes its best style.
/// Labels whose score is not a number from 0 to 1 are left out.
/// </remarks>
public sealed class GenreLabelNormalizer
{
    /// <summary>How many predictions are kept when nothing is said: 10.</summary>
    public const int DefaultTopN = 10;

    /// <summary>The most predictions that can be kept: 400, the number of labels that the model gives.</summary>
    public const int MaxTopN = 400;

    private readonly NameTable _names;

    /// <summary>Creates a normaliser.</summary>
    /// <param name="topN">How many predictions to keep, from 1 to <see cref="MaxTopN"/>.</param>
    /// <param name="aliases">Names to replace, from and to, for example <c>bossanova</c> by <c>bossa nova</c>. Applied once, not in chains.</param>
    /// <param name="ignoredNames">Names to leave out, after the aliases, for example <c>non-music</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topN"/> is outside 1 to <see cref="MaxTopN"/>.</exception>
    /// <exception cref="ArgumentException">A side of an alias is empty, longer than 100 characters or not printable.</exception>
    public GenreLabelNormalizer(
        int topN = DefaultTopN,
        IEnumerable<KeyValuePair<string, string>>? aliases = null,
        IEnumerable<string>? ignoredNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topN, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topN, MaxTopN);
        TopN = topN;
        _names = new NameTable(aliases ?? [], ignoredNames ?? []);
    }

    /// <summary>How many predictions are kept at most.</summary>
    public int TopN { get; }

    /// <summary>Gives the predictions for one answer of the model.</summary>
    /// <param name="labels">The labels in the model's order. Other orders, repeated and unknown labels are fine.</param>
    /// <returns>At most <see cref="TopN"/> predictions with distinct names, highest confidence first; empty when no label was usable.</returns>
    public IReadOnlyList<GenrePrediction> Normalize(IEnumerable<GenreLabelScore> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var scores = new NameScores(_names);
        try
        {
            var position = 0;
            if (labels is GenreLabelScore[] array)
            {
                foreach (ref readonly var label in array.AsSpan())
                    scores.Add(in label, position++);
            }
            else
            {
                foreach (var label in labels)
                    scores.Add(in label, position++);
            }

            return scores.Top(TopN);
        }
        finally
        {
            scores.Dispose();
        }
    }
}
