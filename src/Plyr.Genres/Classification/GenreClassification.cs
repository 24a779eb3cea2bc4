namespace Plyr.Genres;

/// <summary>Represents the result of a classification.</summary>
public sealed class GenreClassification
{
    /// <summary>
    /// Gets all labels whose score is a number from 0 to 1, in the model's order. Empty when the model returned none.
    /// </summary>
    public required IReadOnlyList<GenreLabelScore> Labels { get; init; }

    /// <summary>
    /// Gets the provider's id of the prediction; null where the provider returns none, as a Cog server.
    /// </summary>
    public string? PredictionId { get; init; }

    /// <summary>
    /// Gets the model that was run; null where the classifier does not name it. It tells the predictions of two models
    /// apart.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>
    /// Gets the time that the model worked, which Replicate bills (its <c>metrics.predict_time</c>, in seconds, without
    /// queueing); null when it is not known.
    /// </summary>
    public TimeSpan? PredictTime { get; init; }
}
