namespace Plyr.Genres;

/// <summary>What a backfill came to.</summary>
public sealed record BackfillReport
{
    /// <summary>Why it ended.</summary>
    public required BackfillEnd End { get; init; }

    /// <summary>The failure that every further call would have met, when <see cref="End"/> is <see cref="BackfillEnd.Stopped"/>.</summary>
    public GenreClassificationFailure? StoppedBy { get; init; }

    /// <summary>Whether it was a dry run: then the counts are zero but for <see cref="Eligible"/> and <see cref="EstimatedCost"/>.</summary>
    public bool DryRun { get; init; }

    /// <summary>The tracks that were looked at because there is something to do on them.</summary>
    public long Eligible { get; init; }

    /// <summary>The tracks for which the model was asked, without those whose answer the store failed to take (<c>store</c> in <see cref="Failed"/>).</summary>
    public long Asked { get; init; }

    /// <summary>The tracks whose new predictions are stored.</summary>
    public long Classified { get; init; }

    /// <summary>The tracks for which the model heard nothing it has a name for.</summary>
    public long Empty { get; init; }

    /// <summary>The tracks whose pending auto-tags were settled from stored predictions, without a run.</summary>
    public long Settled { get; init; }

    /// <summary>The tracks that changed meanwhile, so that there was nothing left to do or to store.</summary>
    public long Skipped { get; init; }

    /// <summary>The tracks that failed, by reason in snake_case; <c>store</c> where the host's store failed.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>The time that was billed, as far as it is known.</summary>
    public TimeSpan BilledTime { get; init; }

    /// <summary>The estimated cost of what was asked, in dollars; each track under <c>store</c> in <see cref="Failed"/> may have cost a run besides.</summary>
    public decimal Cost { get; init; }

    /// <summary>What a dry run's tracks would cost, in dollars: their number times <see cref="ReplicateOptions.CostPerRun"/>.</summary>
    public decimal EstimatedCost { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The last track that was taken up, in the store's order, to go on behind it; null when there was none.</summary>
    public TrackId? LastId { get; init; }

    /// <summary>Whether it came to its end, or to its limit, and no track failed.</summary>
    public bool Succeeded => End is BackfillEnd.Finished or BackfillEnd.LimitReached && Failed.Count == 0;
}
