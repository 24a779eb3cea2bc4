namespace Plyr.Genres;

/// <summary>How far a backfill is. Reported after each track; in a dry run, for each track that it lists.</summary>
public sealed record BackfillProgress
{
    /// <summary>The track that was done, or listed, last.</summary>
    public required Track Track { get; init; }

    /// <summary>The tracks done so far.</summary>
    public long Done { get; init; }

    /// <summary>The tracks that there were to do when it started, at most <see cref="BackfillOptions.Limit"/>.</summary>
    /// <remarks>An estimate: tracks come and go meanwhile, and those that are only settled are not limited, so that <see cref="Done"/> may pass it.</remarks>
    public long Total { get; init; }

    /// <summary>Of the tracks done: those whose new predictions are stored.</summary>
    public long Classified { get; init; }

    /// <summary>Of the tracks done: those for which the model heard nothing it has a name for.</summary>
    public long Empty { get; init; }

    /// <summary>Of the tracks done: those whose pending auto-tags were settled from stored predictions.</summary>
    public long Settled { get; init; }

    /// <summary>Of the tracks done: those that changed meanwhile, so that there was nothing left to do or to store.</summary>
    public long Skipped { get; init; }

    /// <summary>Of the tracks done: those that failed, by reason in snake_case; <c>store</c> where the host's store failed.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>The tracks done per minute so far.</summary>
    public double TracksPerMinute { get; init; }

    /// <summary>How long the rest takes at this rate; null before anything is known.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>The estimated cost so far, in dollars; in a dry run, what the listed tracks would cost.</summary>
    public decimal Cost { get; init; }
}
