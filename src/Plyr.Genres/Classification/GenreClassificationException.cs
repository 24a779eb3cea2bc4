using System.Net;

namespace Plyr.Genres;

/// <summary>
/// Thrown when a classification has no answer. The message specifies what to do, and contains no secret.
/// </summary>
public sealed class GenreClassificationException : Exception
{
    // A rate limit resets within minutes. A longer hint is a fault that must not stop a process for days.
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why there is no answer.</param>
    /// <param name="message">What happened and what to do, without a token and without the query of a URL.</param>
    /// <param name="innerException">The cause.</param>
    public GenreClassificationException(
        GenreClassificationFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Gets why there is no answer.</summary>
    public GenreClassificationFailure Failure { get; }

    /// <summary>Gets the id of the prediction; null when none was created or none is known.</summary>
    public string? PredictionId { get; init; }

    /// <summary>Gets the HTTP status that caused the failure; null when none did.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets how long the service asks to wait, at most 1 hour; null when it does not.</summary>
    public TimeSpan? RetryAfter
    {
        get;
        init => field = value > MaxRetryAfter ? MaxRetryAfter : value;
    }

    /// <summary>Gets the billed time of the run; null when nothing was run or it is not known.</summary>
    public TimeSpan? PredictTime { get; init; }

    /// <summary>Gets whether the run succeeded and was charged, and only its output was not fetched.</summary>
    internal bool RunSucceeded { get; init; }
}
