namespace Plyr.Genres;

/// <summary>Selects the predictions that become tags when the uploader asked for auto-tags.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public sealed class AutoTagPolicy
{
    /// <summary>The default ratio, 0.5.</summary>
    public const double DefaultRatio = 0.5;

    /// <summary>The default limit, 5.</summary>
    public const int DefaultLimit = 5;

    /// <summary>Creates a policy.</summary>
    /// <param name="ratio">The share of the top confidence that a name needs, from 0 to 1.</param>
    /// <param name="limit">The maximum number of names to select, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AutoTagPolicy(double ratio = DefaultRatio, int limit = DefaultLimit)
    {
        if (ratio is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio must be a number from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Ratio = ratio;
        Limit = limit;
    }

    /// <summary>Gets the share of the top confidence that a name needs. Exactly that share is enough.</summary>
    public double Ratio { get; }

    /// <summary>Gets the maximum number of names.</summary>
    public int Limit { get; }

    /// <summary>Selects names from predictions.</summary>
    /// <param name="predictions">Predictions, highest confidence first.</param>
    /// <returns>The selected names in the given order. A name with confidence 0 is never selected.</returns>
    public IReadOnlyList<string> Select(IReadOnlyList<GenrePrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count == 0 || predictions[0].Confidence is not (> 0 and <= 1))
            return [];

        // In binary, 0.7 x 0.3 is not 0.21, so a name with exactly that share would be dropped.
        var least = (decimal)Ratio * (decimal)predictions[0].Confidence;
        return [.. predictions
            .TakeWhile(prediction => prediction.Confidence is > 0 and <= 1 && (decimal)prediction.Confidence >= least)
            .Take(Limit)
            .Select(prediction => prediction.Name)];
    }
}
