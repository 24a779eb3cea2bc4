namespace Plyr.Genres;

/// <summary>
/// Represents the progress of a backfill. Reported after each track; in a dry run, for each track that it lists.
/// </summary>
public sealed record BackfillProgress
{
    /// <summary>Gets the track that was processed or listed last.</summary>
    public required Track Track { get; init; }

    /// <summary>
    /// Gets the result for this track. <see cref="Track"/> has what was stored before. Null when the track was only
    /// listed, or skipped while renormalizing, or its store failed.
    /// </summary>
    public TrackClassification? Result { get; init; }

    /// <summary>Gets what happened so far. <see cref="BackfillReport.End"/> is not meaningful yet.</summary>
    public required BackfillReport SoFar { get; init; }

    /// <summary>Gets the number of tracks at the start, at most <see cref="BackfillOptions.Limit"/>.</summary>
    /// <remarks>
    /// An estimate: tracks are added and removed during the backfill, and tracks that are only settled do not count
    /// towards the limit.
    /// </remarks>
    public long Total { get; init; }

    /// <summary>Gets the number of tracks processed per minute.</summary>
    public double TracksPerMinute { get; init; }

    /// <summary>Gets how long the rest takes at this rate; null before the rate is known.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
