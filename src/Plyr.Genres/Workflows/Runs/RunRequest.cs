namespace Plyr.Genres;

/// <summary>What somebody wants of a run.</summary>
/// <param name="Origin">The way in.</param>
/// <param name="Force">Whether nothing that is stored counts: neither fresh predictions nor a failure.</param>
/// <param name="Model">The version of the model whose fresh predictions count; null for every version.</param>
/// <param name="RetryOf">The recorded failure that does not count; one that was recorded since then does.</param>
internal sealed record RunRequest(RunOrigin Origin, bool Force = false, string? Model = null, RecordedFailure? RetryOf = null)
{
    /// <summary>Rule 25: the cool-down holds for on-demand requests only.</summary>
    public bool IgnoreCooldown => Origin != RunOrigin.OnDemand;

    /// <summary>The way in, in metrics and traces.</summary>
    public string OriginText => Origin switch
    {
        RunOrigin.OnDemand => "on_demand",
        RunOrigin.Upload => "upload",
        _ => "backfill",
    };

    /// <summary>Whether the track's predictions are what is wanted.</summary>
    public bool IsMetBy(Track track) => track.IsFresh && !Force && (Model is null || track.Extra.PredictionsModel == Model);

    /// <summary>Whether a failure on the track's record keeps the model from being asked.</summary>
    public bool IsPreventedBy(Track track) => track.Extra.HasFailureFor(track.FileId) && !Force && track.Extra.Failure != RetryOf;

    /// <summary>Whether a run for this request looks past everything that one for the other would look past.</summary>
    public bool Covers(RunRequest other) =>
        (IgnoreCooldown || !other.IgnoreCooldown)
        && (Force || (!other.Force && (other.Model is null || other.Model == Model) && (other.RetryOf is null || other.RetryOf == RetryOf)));
}
