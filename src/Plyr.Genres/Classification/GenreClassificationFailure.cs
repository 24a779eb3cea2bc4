namespace Plyr.Genres;

/// <summary>Why a classification gave no answer.</summary>
public enum GenreClassificationFailure
{
    /// <summary>The token is missing, wrong or not allowed to do this. Every call meets it until the token is changed.</summary>
    AuthenticationFailed = 0,

    /// <summary>The account has no billing set up or no credit left. Every call meets it until that is changed.</summary>
    BillingRequired = 1,

    /// <summary>Too many calls. Nothing was run; try again after <see cref="GenreClassificationException.RetryAfter"/>.</summary>
    RateLimited = 2,

    /// <summary>The service refused the request as it was sent. Nothing was run.</summary>
    InvalidInput = 3,

    /// <summary>The model version does not exist or may not be used by this account. Every call meets it until the setting is changed.</summary>
    ModelUnavailable = 4,

    /// <summary>The model can't use this audio: it is broken, silent, too short, or in a format it does not read. The same audio fails again.</summary>
    AudioRejected = 5,

    /// <summary>The run failed for another reason than the audio.</summary>
    ModelFailed = 6,

    /// <summary>Somebody or something cancelled the run at the provider.</summary>
    Canceled = 7,

    /// <summary>No answer within <see cref="PlyrGenresOptions.Timeout"/>. The run was cancelled.</summary>
    TimedOut = 8,

    /// <summary>The service could not be reached or was out of order.</summary>
    ServiceUnavailable = 9,

    /// <summary>The run succeeded, but its answer was already removed (Replicate keeps outputs for one hour).</summary>
    OutputExpired = 10,

    /// <summary>The answer is not what the model gives: no JSON object, no usable label, too large, or at an address that is not allowed.</summary>
    MalformedOutput = 11,
}
