namespace Plyr.Genres;

/// <summary>One answer of the model.</summary>
public sealed class GenreClassification
{
    /// <summary>All labels whose score is a number from 0 to 1, in the model's order. Empty when the model gave none.</summary>
    public required IReadOnlyList<GenreLabelScore> Labels { get; init; }

    /// <summary>The id of the prediction, for questions to the provider; null where the provider gives none, as a model run by Cog.</summary>
    public string? PredictionId { get; init; }

    /// <summary>The version of the model that was asked; null where the classifier does not say. It tells what an older version heard from what this one did.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The time the model worked, which is what Replicate bills (its <c>metrics.predict_time</c>, in seconds, without queueing); null when
    /// it is not known.
    /// </summary>
    public TimeSpan? PredictTime { get; init; }
}
