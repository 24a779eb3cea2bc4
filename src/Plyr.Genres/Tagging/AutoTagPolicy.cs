namespace Plyr.Genres;

/// <summary>Chooses which predictions become tags when the uploader asked for auto-tags.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public sealed class AutoTagPolicy
{
    /// <summary>The share of the top confidence that a name needs when nothing is said: one half.</summary>
    public const double DefaultRatio = 0.5;

    /// <summary>How many names are chosen at most when nothing is said: 5.</summary>
    public const int DefaultLimit = 5;

    /// <summary>Creates a policy.</summary>
    /// <param name="ratio">The share of the top confidence that a name needs, from 0 to 1; exactly that share is enough.</param>
    /// <param name="limit">How many names to choose at most, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is outside 0 to 1, or <paramref name="limit"/> is negative.</exception>
    public AutoTagPolicy(double ratio = DefaultRatio, int limit = DefaultLimit)
    {
        if (ratio is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio must be a number from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Ratio = ratio;
        Limit = limit;
    }

    /// <summary>The share of the top confidence that a name needs, from 0 to 1.</summary>
    public double Ratio { get; }

    /// <summary>How many names are chosen at most.</summary>
    public int Limit { get; }

    /// <summary>Chooses names from predictions.</summary>
    /// <param name="predictions">Predictions, highest confidence first.</param>
    /// <returns>The chosen names in the given order: a prefix of the predictions, and never a name with confidence 0.</returns>
    public IReadOnlyList<string> Select(IReadOnlyList<GenrePrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count == 0 || predictions[0].Confidence is not (> 0 and <= 1))
            return [];

        // Confidences are decimals with 4 places. In binary, 0.7 x 0.3 is not 0.21, and a name at exactly the share would be lost.
        var least = (decimal)Ratio * (decimal)predictions[0].Confidence;
        return [.. predictions
            .TakeWhile(prediction => prediction.Confidence is > 0 and <= 1 && (decimal)prediction.Confidence >= least)
            .Take(Limit)
            .Select(prediction => prediction.Name)];
    }
}
