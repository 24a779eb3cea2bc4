using Microsoft.AspNetCore.WebUtilities;

namespace Plyr.Genres.Simulator;

/// <summary>Provides the known error responses of Replicate.</summary>
internal static class Problems
{
    private const string BillingPage = "https://replicate.com/account/billing#billing";

    public static Problem NoToken { get; } =
        new(401, "Unauthenticated", "You did not pass an authentication token");

    public static Problem InvalidToken { get; } =
        new(401, "Unauthenticated", "You did not pass a valid authentication token");

    public static Problem BillingNotSetUp { get; } = new(
        402,
        "Billing required",
        $"You need to set up billing to run this model. Go to {BillingPage} to set it up. "
        + "If you have recently set up billing, please wait a few minutes before trying again.");

    public static Problem InsufficientCredit { get; } = new(
        402,
        "Insufficient credit",
        $"You have insufficient credit to run this model. Go to {BillingPage} to purchase credit. "
        + "Once you purchase credit, please wait a few minutes before trying again.");

    public static Problem NotFound { get; } = new(404, null, "The requested resource could not be found.");

    public static Problem NotReadable { get; } =
        new(403, "Forbidden", "Only a run can read the content of a file.");

    public static Problem NotMultipart { get; } =
        new(422, "Input validation failed", "The request body is not multipart/form-data with a file in 'content'.");

    public static Problem FileTooLarge { get; } = new(413, null, "Files must be less than 100MB in size");

    public static Problem InvalidVersion { get; } = new(
        422,
        "Invalid version or not permitted",
        "The specified version does not exist (or perhaps you don't have permission to use it?)");

    public static Problem NotJson { get; } = new(400, null, "The request body is not valid JSON.");

    public static Problem InvalidCancelAfter { get; } = new(
        422,
        "Invalid Cancel-After",
        "Cancel-After must be a time from 5 seconds to 24 hours, such as 30, 30s, 5m or 1h30m45s.");

    public static Problem Invalid(IReadOnlyList<InvalidField> fields) =>
        new(422, "Input validation failed", string.Concat(fields.Select(field => field.Line)))
        {
            InvalidFields = fields,
        };

    public static Problem Throttled(int seconds, RetryHints hints) =>
        new(429, null, $"Request was throttled. Your rate limit resets in ~{seconds}s.")
        {
            RetryAfter = seconds,
            Hints = hints,
        };

    /// <summary>Returns Replicate's response for a status, or the reason phrase of an unknown one.</summary>
    public static Problem Of(int status) => status switch
    {
        401 => InvalidToken,
        402 => BillingNotSetUp,
        404 => NotFound,
        413 => FileTooLarge,
        422 => InvalidVersion,
        429 => Throttled(1, RetryHints.Body),
        _ => new Problem(status, null, $"{ReasonPhrases.GetReasonPhrase(status)}."),
    };
}
