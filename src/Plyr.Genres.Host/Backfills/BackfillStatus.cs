namespace Plyr.Genres.Host.Backfills;

/// <summary>Specifies the state of the backfill.</summary>
internal enum BackfillState
{
    Idle,
    Running,

    /// <summary>Runs in flight finish; no other run starts.</summary>
    Stopping,
}

/// <summary>The state of the backfill, or how the last one ended.</summary>
/// <param name="State">idle, running or stopping.</param>
/// <param name="Done">The number of tracks that were processed.</param>
/// <param name="Total">The number of tracks at the start.</param>
/// <param name="Failed">The number of tracks that failed.</param>
/// <param name="Cost">The cost of the runs in US dollars; null if the model has no price.</param>
/// <param name="StartedAt">When the last backfill started.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Message">How it ended; null if all tracks were processed and none failed.</param>
internal sealed record BackfillStatus(
    BackfillState State, long Done, long Total, long Failed, decimal? Cost, DateTime? StartedAt, DateTime? EndedAt,
    string? Message)
{
    public static BackfillStatus Idle { get; } = new(BackfillState.Idle, 0, 0, 0, null, null, null, null);
}
