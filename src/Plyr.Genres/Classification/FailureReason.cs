namespace Plyr.Genres;

/// <summary>The snake_case names of failures, as they stand in <c>track.extra</c>, metrics and traces, and what each failure allows.</summary>
internal static class FailureReason
{
    public static string ToText(GenreClassificationFailure failure) => failure switch
    {
        GenreClassificationFailure.AuthenticationFailed => "authentication_failed",
        GenreClassificationFailure.BillingRequired => "billing_required",
        GenreClassificationFailure.RateLimited => "rate_limited",
        GenreClassificationFailure.InvalidInput => "invalid_input",
        GenreClassificationFailure.ModelUnavailable => "model_unavailable",
        GenreClassificationFailure.AudioRejected => "audio_rejected",
        GenreClassificationFailure.ModelFailed => "model_failed",
        GenreClassificationFailure.Canceled => "canceled",
        GenreClassificationFailure.TimedOut => "timed_out",
        GenreClassificationFailure.ServiceUnavailable => "service_unavailable",
        GenreClassificationFailure.OutputExpired => "output_expired",
        GenreClassificationFailure.MalformedOutput => "malformed_output",
        GenreClassificationFailure.AudioUnavailable => "audio_unavailable",
        GenreClassificationFailure.AudioUnreachable => "audio_unreachable",
        GenreClassificationFailure.OutputHostNotAllowed => "output_host_not_allowed",
        GenreClassificationFailure.ModelNotUsable => "model_not_usable",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "The failure is not one of the defined values."),
    };

    /// <summary>The failure of that name, or null for a name of another version of the library.</summary>
    public static GenreClassificationFailure? Parse(string reason)
    {
        foreach (var failure in Enum.GetValues<GenreClassificationFailure>())
        {
            if (ToText(failure) == reason)
                return failure;
        }

        return null;
    }

    /// <summary>Rule 25: the same audio would fail again, so it is recorded for the file.</summary>
    public static bool IsOfTheAudio(GenreClassificationFailure failure) =>
        failure is GenreClassificationFailure.AudioRejected or GenreClassificationFailure.MalformedOutput;

    /// <summary>Rule 25: every call would meet it, until somebody changes something.</summary>
    public static bool IsOfEveryCall(GenreClassificationFailure failure) =>
        failure is GenreClassificationFailure.AuthenticationFailed
            or GenreClassificationFailure.BillingRequired
            or GenreClassificationFailure.ModelUnavailable
            or GenreClassificationFailure.OutputHostNotAllowed
            or GenreClassificationFailure.ModelNotUsable;

    /// <summary>Whether trying again later can help although nobody changes anything.</summary>
    public static bool MayPass(GenreClassificationFailure failure) =>
        !IsOfTheAudio(failure) && !IsOfEveryCall(failure) && failure != GenreClassificationFailure.InvalidInput;
}
