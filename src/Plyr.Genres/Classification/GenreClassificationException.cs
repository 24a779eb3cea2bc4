using System.Net;

namespace Plyr.Genres;

/// <summary>A classification gave no answer. The message is a sentence that says what happened and what to do; it holds no secret.</summary>
public sealed class GenreClassificationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why there is no answer.</param>
    /// <param name="message">What happened and what to do, in a sentence, without a token and without the query of a URL.</param>
    /// <param name="innerException">What caused it.</param>
    public GenreClassificationException(GenreClassificationFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why there is no answer.</summary>
    public GenreClassificationFailure Failure { get; }

    /// <summary>The id of the prediction; null when none was created, or none is known.</summary>
    public string? PredictionId { get; init; }

    /// <summary>The HTTP status that decided the failure; null when none did.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>How long the service asks to wait before the next try; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the time that the failed run is billed for; null when nothing was run or the time is not known.</summary>
    public TimeSpan? PredictTime { get; init; }
}
