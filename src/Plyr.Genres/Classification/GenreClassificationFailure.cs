namespace Plyr.Genres;

/// <summary>Why a classification gave no answer.</summary>
/// <remarks>
/// HTTP statuses are Replicate's (source: its HTTP API reference, and answers of it that are quoted in public). A run that fails is not
/// an HTTP error there: the prediction's status says so.
/// </remarks>
public enum GenreClassificationFailure
{
    /// <summary>The token is missing, wrong or not allowed to do this (401 or 403). Every call meets it until the token is changed.</summary>
    AuthenticationFailed = 0,

    /// <summary>The account has no billing set up or no credit left (402). Nothing was run. Every call meets it until that is changed.</summary>
    BillingRequired = 1,

    /// <summary>
    /// Too many calls (429): Replicate allows 600 runs a minute, and 6 on little credit (source: its page "Rate limits"). Try again after
    /// <see cref="GenreClassificationException.RetryAfter"/>. Nothing was run where <see cref="GenreClassificationException.PredictionId"/>
    /// is null; otherwise the call for a run's answer was refused, and that run may be charged.
    /// </summary>
    RateLimited = 2,

    /// <summary>The service refused the request as it was sent (422, 413 or another 4xx), or the audio URL is none that can be sent. Nothing was run.</summary>
    InvalidInput = 3,

    /// <summary>The model version does not exist or may not be used by this account (422 or 404). Every call meets it until the setting is changed.</summary>
    ModelUnavailable = 4,

    /// <summary>
    /// The model can't use this audio: it is broken, silent, shorter than about 2.03 seconds, has more than two channels, or is in a format
    /// that it does not read (source: Essentia's audio loader and its effnet-discogs algorithm). The same audio fails again.
    /// </summary>
    AudioRejected = 5,

    /// <summary>The run failed for another reason than the audio.</summary>
    ModelFailed = 6,

    /// <summary>Somebody or something cancelled the run at the provider.</summary>
    Canceled = 7,

    /// <summary>No answer within <see cref="PlyrGenresOptions.Timeout"/>. The run was cancelled.</summary>
    TimedOut = 8,

    /// <summary>
    /// The service could not be reached or was out of order (408, 5xx, a broken connection, an answer that its API does not have, or a
    /// Cog server busy with other runs). A run may have been started and charged where the connection broke after the request was sent.
    /// </summary>
    ServiceUnavailable = 9,

    /// <summary>The run succeeded, but its answer was already removed (Replicate keeps outputs for one hour; source: its page "Data retention").</summary>
    OutputExpired = 10,

    /// <summary>The answer is not what the model gives: no JSON object, no usable label, too large, or at an address that is not allowed.</summary>
    MalformedOutput = 11,

    /// <summary>
    /// The file does not exist, or the stream could not be opened or broke while it was read. Nothing was run. Temporary: it is not
    /// recorded, and the track may be tried again.
    /// </summary>
    AudioUnavailable = 12,

    /// <summary>
    /// The model could not fetch the audio from its URL (HTTP 4xx, or an unknown host). The run may be charged. After three such runs for
    /// the same file the failure is recorded on the track.
    /// </summary>
    AudioUnreachable = 13,

    /// <summary>
    /// The output is on a host that <see cref="ReplicateOptions.AllowedOutputHosts"/> does not name. The run was charged. Every call meets
    /// it until the setting is changed.
    /// </summary>
    OutputHostNotAllowed = 14,

    /// <summary>
    /// The model can't run as it is configured, for example because ffmpeg is missing or the answers are a simulator's. Every call meets
    /// it until that is changed.
    /// </summary>
    ModelNotUsable = 15,
}
