namespace Plyr.Genres;

/// <summary>What a backfill does and how fast.</summary>
public sealed class BackfillOptions
{
    /// <summary>How many tracks are classified at once when nothing is said: 5.</summary>
    public const int DefaultConcurrency = 5;

    /// <summary>How many runs are started per minute at most when nothing is said: 500. Replicate allows 600 (source: its page "Rate limits").</summary>
    public const int DefaultRunsPerMinute = 500;

    /// <summary>Whether to only list the tracks and estimate the cost. The model is not asked, and nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>For how many tracks the model is asked at most; 0 means none. No limit when not set. Settling stored answers is free and does not count.</summary>
    /// <remarks>
    /// The backfill ends at the first track for which the model would have to be asked beyond the limit; those behind it are left to the next one, also where there is only something to settle.
    /// Each track that is taken up for the model counts, also where in the end it was not asked because the track had changed meanwhile.
    /// </remarks>
    public int? Limit { get; init; }

    /// <summary>How many tracks are classified at once, 1 or more.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>How many runs are started per minute at most, 1 or more.</summary>
    public int RunsPerMinute { get; init; } = DefaultRunsPerMinute;

    /// <summary>The track behind which to go on, in the store's order: the <see cref="BackfillReport.LastId"/> of an earlier backfill.</summary>
    public TrackId? After { get; init; }

    /// <summary>Whether to try tracks again on which a failure is recorded for their file.</summary>
    public bool RetryFailures { get; init; }

    /// <summary>Whether to classify tracks again whose fresh predictions come from another version of the model.</summary>
    /// <remarks>
    /// Compared with <see cref="ReplicateOptions.ModelVersion"/>. A classifier of the host's own must report exactly that text as
    /// <see cref="GenreClassification.Model"/>, or else each such backfill classifies all of its tracks again. Audio that the new version
    /// rejected is asked for again only with <see cref="RetryFailures"/>.
    /// </remarks>
    public bool OtherModelVersions { get; init; }

    internal void Validate()
    {
        if (Limit < 0)
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "Limit must be 0 or more, or not set.");
        if (Concurrency < 1)
            throw new ArgumentOutOfRangeException(nameof(Concurrency), Concurrency, "Concurrency must be 1 or more.");
        if (RunsPerMinute < 1)
            throw new ArgumentOutOfRangeException(nameof(RunsPerMinute), RunsPerMinute, "RunsPerMinute must be 1 or more.");
        if (After is { IsDefault: true })
            throw new ArgumentException("After is the default track id, which names no track; give an id, or leave it out.", nameof(After));
    }
}
