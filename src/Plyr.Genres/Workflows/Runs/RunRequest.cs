namespace Plyr.Genres;

/// <summary>What somebody wants of a run.</summary>
/// <param name="Origin">The way in.</param>
/// <param name="IgnoreFresh">Whether fresh predictions do not count.</param>
/// <param name="IgnoreFailure">Whether a failure recorded for the file does not count.</param>
internal sealed record RunRequest(RunOrigin Origin, bool IgnoreFresh = false, bool IgnoreFailure = false)
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

    /// <summary>Whether a run for this request looks past everything that one for the other would look past.</summary>
    public bool Covers(RunRequest other) =>
        (IgnoreFresh || !other.IgnoreFresh) && (IgnoreFailure || !other.IgnoreFailure) && (IgnoreCooldown || !other.IgnoreCooldown);
}
