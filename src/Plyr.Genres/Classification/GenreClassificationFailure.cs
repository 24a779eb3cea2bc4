using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Specifies why a classification has no answer.</summary>
/// <remarks>
/// HTTP statuses are Replicate's (source: its HTTP API reference, and answers that are quoted in public). A run that
/// fails is not an HTTP error there: the prediction's status reports it. Where every call fails, a setting, the account
/// or the machine must change first.
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<GenreClassificationFailure>))]
public enum GenreClassificationFailure
{
    /// <summary>The token is missing, wrong or not allowed to do this (HTTP 401 or 403). Every call fails.</summary>
    [JsonStringEnumMemberName("authentication_failed")] AuthenticationFailed = 0,

    /// <summary>The account has no billing or no credit left (HTTP 402). Nothing was run. Every call fails.</summary>
    [JsonStringEnumMemberName("billing_required")] BillingRequired = 1,

    /// <summary>
    /// Too many requests (HTTP 429). Replicate allows 600 runs a minute, and 6 with little credit (source: its page
    /// "Rate limits"). Retry after <see cref="GenreClassificationException.RetryAfter"/>. Nothing was run where
    /// <see cref="GenreClassificationException.PredictionId"/> is null; otherwise the request for a run's answer was
    /// refused, and that run may be charged.
    /// </summary>
    [JsonStringEnumMemberName("rate_limited")] RateLimited = 2,

    /// <summary>
    /// The service refused the request (HTTP 422, 413, another 4xx), or its audio was refused before it was sent.
    /// Nothing was run.
    /// </summary>
    [JsonStringEnumMemberName("invalid_input")] InvalidInput = 3,

    /// <summary>The model version does not exist for this account (HTTP 422 or 404). Every call fails.</summary>
    [JsonStringEnumMemberName("model_unavailable")] ModelUnavailable = 4,

    /// <summary>
    /// The model can't use this audio: it is broken, shorter than about 2.03 seconds, has more than two channels, or is
    /// in a format that the model does not read (source: Essentia's audio loader and its effnet-discogs algorithm). The
    /// same audio fails again.
    /// </summary>
    [JsonStringEnumMemberName("audio_rejected")] AudioRejected = 5,

    /// <summary>The run failed for a reason other than the audio.</summary>
    [JsonStringEnumMemberName("model_failed")] ModelFailed = 6,

    /// <summary>The run was canceled at the provider.</summary>
    [JsonStringEnumMemberName("canceled")] Canceled = 7,

    /// <summary>
    /// There was no answer within <see cref="PlyrGenresOptions.Timeout"/>, and the run was canceled; or the run
    /// succeeded and was charged, but its output was not fetched in time; or the upload took longer than
    /// <see cref="ReplicateOptions.UploadTimeout"/>, and nothing was run.
    /// </summary>
    [JsonStringEnumMemberName("timed_out")] TimedOut = 8,

    /// <summary>
    /// The service could not be reached or was unavailable (HTTP 408, 5xx, a broken connection, an answer that its API
    /// does not define, or a busy Cog server). If the request for a run was answered with HTTP 408 or 5xx, or its
    /// connection broke, the run may have been started and charged; then the message specifies it.
    /// </summary>
    [JsonStringEnumMemberName("service_unavailable")] ServiceUnavailable = 9,

    /// <summary>The output was deleted already (after one hour; source: Replicate's page "Data retention").</summary>
    [JsonStringEnumMemberName("output_expired")] OutputExpired = 10,

    /// <summary>The output is not a JSON object, has no usable label, or is too large.</summary>
    [JsonStringEnumMemberName("malformed_output")] MalformedOutput = 11,

    /// <summary>The file does not exist, or the stream could not be opened or broke. Nothing was run.</summary>
    [JsonStringEnumMemberName("audio_unavailable")] AudioUnavailable = 12,

    /// <summary>
    /// The model could not fetch the audio from its URL (HTTP 4xx, or an unknown host). The run may be charged. After
    /// three such runs for the same file the failure is recorded on the track.
    /// </summary>
    [JsonStringEnumMemberName("audio_unreachable")] AudioUnreachable = 13,

    /// <summary>The output is on a host that is not allowed. The run was charged. Every call fails.</summary>
    [JsonStringEnumMemberName("output_host_not_allowed")] OutputHostNotAllowed = 14,

    /// <summary>The model can't be used as configured, for example without ffmpeg. Every call fails.</summary>
    [JsonStringEnumMemberName("model_not_usable")] ModelNotUsable = 15,
}
