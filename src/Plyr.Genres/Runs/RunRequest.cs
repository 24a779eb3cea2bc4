namespace Plyr.Genres.Runs;

/// <summary>Identifies what is classified once: one file of one track.</summary>
internal readonly record struct RunKey(TrackId TrackId, string FileId)
{
    /// <summary>Returns the key of a track with audio: the same before and after its upload was transcoded.</summary>
    public static RunKey Of(Track track) =>
        new(track.Id, string.IsNullOrEmpty(track.OriginalFileId) ? track.FileId! : track.OriginalFileId);
}

/// <summary>Specifies what started a run.</summary>
internal enum RunOrigin
{
    /// <summary>A request for recommended tags.</summary>
    OnDemand,

    /// <summary>The task of an upload.</summary>
    Upload,

    /// <summary>A backfill over existing tracks.</summary>
    Backfill,
}

/// <summary>Represents what a caller asks of a run.</summary>
/// <param name="Origin">What started it.</param>
internal sealed record RunRequest(RunOrigin Origin)
{
    /// <summary>Gets whether to run the model in spite of fresh predictions and recorded failures.</summary>
    public bool Force { get; init; }

    /// <summary>Gets the only model whose predictions count as an answer; null for every model.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the recorded failure to try again. A newer one is not tried again.</summary>
    public RecordedFailure? RetryOf { get; init; }

    /// <summary>Gets whether the model may be asked during a cool-down, which stops on-demand requests only.</summary>
    public bool IgnoresCooldown => Origin != RunOrigin.OnDemand;

    /// <summary>Returns whether this request ignores everything that the other one ignores.</summary>
    public bool Covers(RunRequest other) =>
        (IgnoresCooldown || !other.IgnoresCooldown)
        && (Force
            || (!other.Force
                && (other.Model is null || other.Model == Model)
                && (other.RetryOf is null || other.RetryOf == RetryOf)));
}
