namespace Plyr.Genres;

/// <summary>Represents the result of a classification.</summary>
public sealed class GenreClassification
{
    /// <summary>Gets the labels whose score is a number from 0 to 1, in the model's order. Can be empty.</summary>
    public required IReadOnlyList<GenreLabelScore> Labels { get; init; }

    /// <summary>Gets the provider's id of the prediction; null where it returns none, as a Cog server.</summary>
    public string? PredictionId { get; init; }

    /// <summary>Gets the model that was run; null where the classifier does not name it.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the time that the model worked, which Replicate bills; null when it is not known.</summary>
    /// <remarks>Replicate's <c>metrics.predict_time</c>, in seconds, without queueing.</remarks>
    public TimeSpan? PredictTime { get; init; }
}

/// <summary>Represents the state of the model as the last runs of this process found it, for a health check.</summary>
/// <param name="Enabled">Whether <see cref="PlyrGenresOptions.Enabled"/> is true.</param>
/// <param name="Failure">
/// Why the model can't be used: a failure of every call, <see cref="GenreClassificationFailure.ServiceUnavailable"/> or
/// <see cref="GenreClassificationFailure.RateLimited"/>. Null when the last run had an answer, when nothing was run,
/// and after a change of the options.
/// </param>
/// <param name="Message">What happened and what to do; null when there is no failure.</param>
/// <param name="Since">When the first of these failures in a row occurred; null when there is no failure.</param>
public sealed record GenreModelStatus(
    bool Enabled, GenreClassificationFailure? Failure = null, string? Message = null, DateTimeOffset? Since = null);
