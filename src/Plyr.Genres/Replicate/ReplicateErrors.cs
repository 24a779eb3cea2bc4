using System.Globalization;
using System.Net;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Replicate;

/// <summary>Creates the exceptions of requests, answers and runs.</summary>
internal sealed class ReplicateErrors(PlyrGenresOptions options, AudioSource audio, Func<string?> token)
{
    private readonly SecretText _texts = new(audio.Url, token);

    private ReplicateOptions Replicate => options.Replicate;

    // At the beginning of a sentence, and inside one.
    private string Service => Replicate.SelfHosted ? $"The model at {Replicate.BaseAddress.Authority}" : "Replicate";

    private string TheService => Replicate.SelfHosted ? $"the model at {Replicate.BaseAddress.Authority}" : "Replicate";

    private string MayBeCharged =>
        $"The run may have been started{(Replicate.SelfHosted ? "" : " and charged")}, so it was not requested again.";

    /// <summary>Creates the failure of an HTTP answer with an error status.</summary>
    public GenreClassificationException FromStatus(
        HttpStatusCode status, ProblemAnswer? problem, TimeSpan? retryAfter, string? predictionId, bool startsRun)
    {
        var (failure, text) = Explain(status, problem);
        if (startsRun && (int)status is 408 or >= 500)
            text += $" {MayBeCharged}";
        return Create(failure, text + Message(problem?.Text), predictionId, status, retryAfter: retryAfter);
    }

    public GenreClassificationException PrivateAddress() => new(
        InvalidInput,
        $"The audio URL points to {audio.Url!.Host}, which Replicate can't reach. Nothing was run. Use a public URL, "
        + "or give the audio as a file or a stream (AudioSource.FromFile, AudioSource.FromStream).");

    public static GenreClassificationException NoToken() => new(
        AuthenticationFailed, "There is no API token. Set Replicate.ApiToken (REPLICATE_API_TOKEN).");

    public GenreClassificationException Simulated(PredictionAnswer prediction) => OfRun(
        ModelNotUsable,
        $"The answer of {Replicate.BaseAddress.Authority} is simulated and was not used. Set Replicate.BaseAddress to "
        + "the address of a real model, or Replicate.Simulated to true to accept invented genres.",
        prediction);

    public GenreClassificationException Unreachable(Exception cause) => new(
        ServiceUnavailable,
        $"{Service} could not be reached: {Cause(cause)} Check the network, the proxy and Replicate.BaseAddress, and "
        + "retry.",
        cause);

    public GenreClassificationException Ambiguous(Exception cause) => new(
        ServiceUnavailable,
        $"The connection to {TheService} broke after a run was requested: {Cause(cause)} {MayBeCharged} Retry later.",
        cause);

    public GenreClassificationException Interrupted(string request, Exception cause, string? predictionId) => Create(
        ServiceUnavailable, $"{request} kept failing: {Cause(cause)} Retry later.", predictionId, cause: cause);

    public GenreClassificationException Unreadable(HttpStatusCode status) => Create(
        ServiceUnavailable,
        $"{Service} accepted the request (HTTP {(int)status}), but the answer names no valid prediction. The run can't "
        + "be followed and may be charged. Check Replicate.BaseAddress, and retry later.",
        status: status);

    public GenreClassificationException NoFile(HttpStatusCode status) => Create(
        ServiceUnavailable,
        $"{Service} accepted the upload (HTTP {(int)status}), but the answer names no valid file. Nothing was run. "
        + "Check Replicate.BaseAddress, and retry later.",
        status: status);

    public GenreClassificationException Unfinished() => new(
        ServiceUnavailable,
        $"{Service} answered before the run finished, and Cog can't be polled. Let it answer synchronously, or set "
        + "Replicate.SelfHosted to false if this is Replicate's API.");

    public GenreClassificationException NotFound(string predictionId) => Create(
        ServiceUnavailable,
        $"{Service} does not know the prediction that it created (HTTP 404). Retry later.",
        predictionId,
        HttpStatusCode.NotFound);

    public GenreClassificationException TimedOut(string? predictionId)
    {
        var run = (Replicate.SelfHosted, predictionId) switch
        {
            (true, _) => "The connection is closed, which ends the run (Cog 0.7 finishes it).",
            (false, not null) => "The run is canceled.",
            (false, null) => "A run may have been started and charged; Replicate ends it soon.",
        };
        return Create(
            GenreClassificationFailure.TimedOut,
            $"{Service} did not answer within {Seconds(options.Timeout)}. {run} Retry later, or raise Timeout "
            + "(REPLICATE_TIMEOUT_SECONDS): an idle model takes minutes to start.",
            predictionId);
    }

    public GenreClassificationException UploadTimedOut() => new(
        GenreClassificationFailure.TimedOut,
        $"The upload of '{audio}' did not finish within {Seconds(Replicate.UploadTimeout)}. Nothing was run. Retry "
        + "later, or raise Replicate.UploadTimeout.");

    /// <summary>Creates the failure of a run with status <c>failed</c>.</summary>
    public GenreClassificationException Failed(PredictionAnswer prediction)
    {
        var error = prediction.ErrorText;
        var failure = error is null ? ModelFailed : RunError.Classify(error, audio);
        var text = failure switch
        {
            AudioRejected =>
                "The model can't use this audio. It must be readable, have one or two channels, and last at least 2.03 "
                + "seconds.",
            AudioUnreachable =>
                "The model could not fetch the audio. Check that its URL can be reached from the internet.",
            _ => "The run failed at the model. Retry later.",
        };
        return OfRun(failure, text + Message(error), prediction);
    }

    public GenreClassificationException Canceled(PredictionAnswer prediction) => OfRun(
        GenreClassificationFailure.Canceled,
        $"The run was canceled at {TheService} (status {prediction.Status}). Retry later.",
        prediction);

    public GenreClassificationException Expired(PredictionAnswer prediction, HttpStatusCode? status = null) => OfRun(
        OutputExpired,
        "The run succeeded, but its output was already deleted. Classify the audio again."
        + (Replicate.SelfHosted ? "" : " Replicate keeps outputs for one hour."),
        prediction,
        status);

    public GenreClassificationException NoOutput(PredictionAnswer prediction, HttpStatusCode status) => OfRun(
        ServiceUnavailable,
        $"The file host of {TheService} refused the output (HTTP {(int)status}). Retry later.",
        prediction,
        status);

    /// <summary>Creates the failure of an output that was not fetched because of a problem.</summary>
    public GenreClassificationException NotFetched(PredictionAnswer prediction, GenreClassificationException problem)
    {
        var run = Replicate.SelfHosted ? "The run succeeded" : "The run succeeded and was charged";
        var text = problem.Failure == GenreClassificationFailure.TimedOut
            ? WithId(
                $"{run}, but its output could not be fetched in time. Retry later, or raise Timeout "
                + "(REPLICATE_TIMEOUT_SECONDS).",
                prediction.UsableId)
            : $"{run}, but its output could not be fetched. {problem.Message}";
        return new(problem.Failure, text, problem)
        {
            PredictionId = prediction.UsableId,
            StatusCode = problem.StatusCode,
            RetryAfter = problem.RetryAfter,
            PredictTime = prediction.PredictTime,
            RunSucceeded = true,
        };
    }

    public GenreClassificationException Malformed(
        string problem, PredictionAnswer prediction, Exception? cause = null) => OfRun(
        MalformedOutput,
        $"{Service} returned an output that can't be used: {problem}. Check Replicate.ModelVersion and "
        + "Replicate.BaseAddress.",
        prediction,
        cause: cause);

    public GenreClassificationException TooLong(PredictionAnswer prediction) =>
        Malformed("it is larger than 1 MiB", prediction);

    public GenreClassificationException HostNotAllowed(Uri address, PredictionAnswer prediction) => OfRun(
        OutputHostNotAllowed,
        $"The output is at {address.Scheme}://{_texts.Quote(address.Authority).TrimEnd('.')}, which is not allowed, "
        + "although the run was charged. If the address is right, add its host to Replicate.AllowedOutputHosts; it "
        + "must use https.",
        prediction);

    private static GenreClassificationException OfRun(
        GenreClassificationFailure failure,
        string text,
        PredictionAnswer prediction,
        HttpStatusCode? status = null,
        Exception? cause = null) =>
        Create(failure, text, prediction.UsableId, status, cause, predictTime: prediction.PredictTime);

    private static GenreClassificationException Create(
        GenreClassificationFailure failure,
        string text,
        string? predictionId = null,
        HttpStatusCode? status = null,
        Exception? cause = null,
        TimeSpan? retryAfter = null,
        TimeSpan? predictTime = null) =>
        new(failure, WithId(text, predictionId), cause)
        {
            PredictionId = predictionId,
            StatusCode = status,
            RetryAfter = retryAfter,
            PredictTime = predictTime,
        };

    private static string WithId(string text, string? predictionId) =>
        predictionId is null ? text : $"{text} Prediction: {predictionId}.";

    private (GenreClassificationFailure Failure, string Text) Explain(HttpStatusCode status, ProblemAnswer? problem)
    {
        var http = $"(HTTP {(int)status})";
        return (int)status switch
        {
            401 or 403 when Replicate.SelfHosted => (
                AuthenticationFailed,
                $"{Service} denied access {http}. No token is sent to a self-hosted model. Allow this process, or "
                + "check Replicate.BaseAddress."),
            401 or 403 => (
                AuthenticationFailed,
                $"{Service} rejected the API token {http}. Check Replicate.ApiToken (REPLICATE_API_TOKEN)."),
            402 => (
                BillingRequired,
                $"{Service} requires billing or credit {http}. Set up billing or buy credit, and wait a few minutes."),
            404 => (
                ModelUnavailable,
                $"{Service} has no such address {http}. Check Replicate.BaseAddress and Replicate.ModelVersion."),
            422 when problem?.TitleText?.Contains("version", StringComparison.OrdinalIgnoreCase) == true => (
                ModelUnavailable,
                $"{Service} does not offer model version {Replicate.ModelVersion} to this account {http}. Set "
                + "Replicate.ModelVersion to the latest version, and check that the token belongs to the right "
                + "account."),
            413 => (
                InvalidInput,
                $"The audio is too large for {TheService} {http}. Use a smaller file, or an http(s) URL."),
            429 => (RateLimited, $"{Service} rate limit exceeded {http}. Reduce the request rate or retry later."),
            407 => (ServiceUnavailable, $"A proxy requires authentication {http}. Check the proxy settings."),
            409 when Replicate.SelfHosted => (
                ServiceUnavailable, $"{Service} is busy {http}. Retry later, or run more instances."),
            408 or >= 500 => (ServiceUnavailable, $"{Service} is unavailable {http}. Retry later."),
            >= 400 => (InvalidInput, $"{Service} refused the request {http}. Check the audio."),
            _ => (ServiceUnavailable, $"{Service} gave an unexpected answer {http}. Check Replicate.BaseAddress."),
        };
    }

    private string Message(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $" Message: {_texts.Quote(text)}";

    // The message of an HttpRequestException often only refers to its inner exception.
    private string Cause(Exception exception) => _texts.Quote(exception.GetBaseException().Message);

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds");
}
