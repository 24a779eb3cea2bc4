using System.Globalization;
using System.Net;

namespace Plyr.Genres;

/// <summary>Every way in which a classification fails, as a sentence that says what happened and what to do.</summary>
internal sealed class ReplicateFailures(PlyrGenresOptions options, Func<string?> token)
{
    // At the beginning of a sentence, and inside one.
    private string Service => options.Replicate.SelfHosted ? $"The model at {options.Replicate.BaseAddress.Authority}" : "Replicate";

    private string TheService => options.Replicate.SelfHosted ? $"the model at {options.Replicate.BaseAddress.Authority}" : "Replicate";

    /// <summary>The failure that an HTTP answer with an error status means.</summary>
    public GenreClassificationException FromStatus(HttpStatusCode status, ProblemAnswer? problem, TimeSpan? retryAfter, string? predictionId = null)
    {
        var (failure, sentence) = Explain(status, problem);
        var said = problem?.Text is { } text ? $" It said: {Quote(text)}" : "";
        return new(failure, $"{sentence}{Of(predictionId)}{said}") { StatusCode = status, RetryAfter = retryAfter, PredictionId = predictionId };
    }

    public GenreClassificationException NoToken() =>
        new(GenreClassificationFailure.AuthenticationFailed, $"No API token is set, so {TheService} was not asked. Set ApiToken (REPLICATE_API_TOKEN).");

    public GenreClassificationException Unreachable(Exception cause) =>
        new(GenreClassificationFailure.ServiceUnavailable, $"{Service} could not be reached: {Quote(Innermost(cause))} Check the network and BaseAddress, and try again.", cause);

    public GenreClassificationException Ambiguous(Exception cause) =>
        new(GenreClassificationFailure.ServiceUnavailable, $"The connection to {TheService} broke while a run was being requested ({Quote(Innermost(cause)).TrimEnd('.')}), so it may have been started and charged. It was not requested again; try again later.", cause);

    public GenreClassificationException Unreadable(HttpStatusCode status) =>
        new(GenreClassificationFailure.ServiceUnavailable, $"{Service} accepted the request (HTTP {(int)status}) but its answer names no usable prediction, so the run can't be followed. It may have been charged; try again later, and check BaseAddress.") { StatusCode = status };

    public GenreClassificationException Asynchronous() =>
        new(GenreClassificationFailure.ServiceUnavailable, $"{Service} answered before the run was finished, and Cog has no way to ask for it later. Let it answer synchronously, or set SelfHosted to false if this is Replicate's API.");

    public GenreClassificationException NotFound(string predictionId) =>
        new(GenreClassificationFailure.ServiceUnavailable, $"{Service} does not know the prediction that it created{Of(predictionId)} Try again later.") { StatusCode = HttpStatusCode.NotFound, PredictionId = predictionId };

    public GenreClassificationException Interrupted(string request, Exception cause, string? predictionId) =>
        new(GenreClassificationFailure.ServiceUnavailable, $"{request} kept failing until the time was up{Of(predictionId)} The last problem was: {Quote(Innermost(cause))} Try again later.", cause) { PredictionId = predictionId };

    public GenreClassificationException TimedOut(string? predictionId)
    {
        var run = options.Replicate.SelfHosted ? " The connection is closed, and Cog ends a run with its connection."
            : predictionId is null ? " A run may have been started and charged; the service ends it soon."
            : " The run is cancelled.";
        var seconds = options.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return new(GenreClassificationFailure.TimedOut, $"{Service} gave no answer within {seconds} seconds{Of(predictionId)}{run} Try again later, or raise Timeout (REPLICATE_TIMEOUT_SECONDS): a cold model needs minutes.") { PredictionId = predictionId };
    }

    /// <summary>The failure of a run that ended as <c>failed</c>.</summary>
    public GenreClassificationException Failed(string? error, string? predictionId)
    {
        var rejected = error is not null && AudioRejection.Explains(error);
        var sentence = rejected
            ? "The model can't use this audio: it must be readable, with one or two channels, and at least 2.03 seconds of sound"
            : "The run failed at the model, which found no fault with the sound; check that the audio URL can be reached from outside, and try again later";
        var said = string.IsNullOrWhiteSpace(error) ? " It gave no reason." : $" It said: {Quote(error)}";
        return new(rejected ? GenreClassificationFailure.AudioRejected : GenreClassificationFailure.ModelFailed, $"{sentence}{Of(predictionId)}{said}") { PredictionId = predictionId };
    }

    public GenreClassificationException Canceled(string? status, string? predictionId) =>
        new(GenreClassificationFailure.Canceled, $"The run was cancelled at {TheService} (status {status}){Of(predictionId)} Somebody cancelled it or its deadline passed; try again later.") { PredictionId = predictionId };

    public GenreClassificationException Expired(string? predictionId, HttpStatusCode? status = null) =>
        new(GenreClassificationFailure.OutputExpired, $"The run succeeded, but its output was already removed{Of(predictionId)} {(options.Replicate.SelfHosted ? "Classify" : "Replicate keeps outputs for one hour; classify")} the audio again.") { PredictionId = predictionId, StatusCode = status };

    public GenreClassificationException NoOutput(HttpStatusCode status, string? predictionId) =>
        new(GenreClassificationFailure.ServiceUnavailable, $"The file host of {TheService} refused to give the output (HTTP {(int)status}){Of(predictionId)} Try again later.") { PredictionId = predictionId, StatusCode = status };

    public GenreClassificationException Malformed(string what, string? predictionId, Exception? cause = null) =>
        new(GenreClassificationFailure.MalformedOutput, $"{Service} gave an output that can't be used: {what}{Of(predictionId)} Check ModelVersion, BaseAddress and AllowedOutputHosts.", cause) { PredictionId = predictionId };

    public GenreClassificationException TooLong(string? predictionId) =>
        Malformed($"the answer that holds it is larger than {PredictionAnswer.MaxLength / 1024 / 1024} MiB", predictionId);

    private (GenreClassificationFailure Failure, string Sentence) Explain(HttpStatusCode status, ProblemAnswer? problem) => (int)status switch
    {
        401 or 403 when options.Replicate.SelfHosted => (GenreClassificationFailure.AuthenticationFailed, $"{Service} refused access (HTTP {(int)status}), and no token is sent to a model of one's own; let this process through, or check BaseAddress"),
        401 or 403 => (GenreClassificationFailure.AuthenticationFailed, $"{Service} refused the API token (HTTP {(int)status}); check ApiToken (REPLICATE_API_TOKEN)"),
        402 => (GenreClassificationFailure.BillingRequired, $"{Service} wants billing to be set up or credit to be bought (HTTP 402); see to the account and wait a few minutes"),
        404 => (GenreClassificationFailure.ModelUnavailable, $"{Service} knows no such address (HTTP 404); check BaseAddress and ModelVersion"),
        422 when IsVersionProblem(problem) => (GenreClassificationFailure.ModelUnavailable, $"{Service} does not offer model version {options.Replicate.ModelVersion} to this account (HTTP 422); set ModelVersion to the latest one, and check that the token belongs to the right account"),
        413 => (GenreClassificationFailure.InvalidInput, $"{Service} refused the request as too large (HTTP 413); give the audio as an http(s) URL"),
        409 when options.Replicate.SelfHosted => (GenreClassificationFailure.ServiceUnavailable, $"{Service} is busy with other runs (HTTP 409); try again later, or run more of it"),
        429 => (GenreClassificationFailure.RateLimited, $"{Service} is asked too often (HTTP 429); ask less often, or wait"),
        408 or >= 500 => (GenreClassificationFailure.ServiceUnavailable, $"{Service} is out of order (HTTP {(int)status}); try again later"),
        >= 400 => (GenreClassificationFailure.InvalidInput, $"{Service} refused the request (HTTP {(int)status}); check the audio URL"),
        _ => (GenreClassificationFailure.ServiceUnavailable, $"{Service} gave an answer that its API does not have (HTTP {(int)status}); check BaseAddress"),
    };

    private static bool IsVersionProblem(ProblemAnswer? problem) =>
        problem?.TitleText?.Contains("version", StringComparison.OrdinalIgnoreCase) == true;

    private string Quote(string text)
    {
        var quoted = SafeText.Quote(text, token());
        return quoted.EndsWith('.') ? quoted : quoted + ".";
    }

    /// <summary>The cause of the cause: HTTP's own exceptions say no more than that there is one.</summary>
    private static string Innermost(Exception cause) => cause.GetBaseException().Message;

    private static string Of(string? predictionId) => predictionId is null ? "." : $" (prediction {predictionId}).";
}
