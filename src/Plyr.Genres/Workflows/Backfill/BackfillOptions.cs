namespace Plyr.Genres;

/// <summary>Provides the options of a backfill.</summary>
public sealed class BackfillOptions
{
    /// <summary>The default number of tracks that are classified at once: 5.</summary>
    public const int DefaultConcurrency = 5;

    /// <summary>
    /// The default maximum of runs per minute on Replicate: 500. It allows 600 (source: its page "Rate limits").
    /// </summary>
    public const int DefaultRunsPerMinute = 500;

    /// <summary>
    /// Gets whether to only list the tracks and estimate the cost, without a run and without a write.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Gets the maximum number of tracks for which the model is asked; 0 asks it for none. The default is null: no
    /// maximum. Settling stored answers is free and does not count.
    /// </summary>
    /// <remarks>
    /// The backfill ends at the first track beyond the limit. Tracks after it are left to the next backfill, also where
    /// there is only something to settle. A track counts also when the model was not asked in the end because the track
    /// had changed.
    /// </remarks>
    public int? Limit { get; init; }

    /// <summary>Gets how many tracks are classified at once, at least 1.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>
    /// Gets the maximum number of runs that are started per minute, at least 1. The default is null:
    /// <see cref="DefaultRunsPerMinute"/> on Replicate, and no maximum with another model.
    /// </summary>
    public int? RunsPerMinute { get; init; }

    /// <summary>
    /// Gets the track after which to start: the <see cref="BackfillReport.LastId"/> of an earlier backfill.
    /// </summary>
    public TrackId? After { get; init; }

    /// <summary>Gets whether to retry tracks with a failure that is recorded for their file.</summary>
    public bool RetryFailures { get; init; }

    /// <summary>Gets whether to classify tracks again whose fresh predictions come from another model.</summary>
    /// <remarks>
    /// Compared with <see cref="IGenreClassifier.Model"/>, which the classifier must name. Audio that the new model
    /// rejected is tried again only with <see cref="RetryFailures"/>.
    /// </remarks>
    public bool OtherModelVersions { get; init; }

    /// <summary>
    /// Gets whether to compute the predictions of all tracks again from their kept scores, under the current options of
    /// genre tagging. The model is not asked, and classification may be disabled. See
    /// <see cref="TrackGenres.RenormalizeAsync"/>.
    /// </summary>
    /// <remarks>
    /// A dry run then counts the tracks that would change, and its progress has their new predictions.
    /// </remarks>
    public bool Renormalize { get; init; }

    /// <summary>
    /// Gets whether renormalizing also applies the rules of auto-tags again, to the library's own tags and to pending
    /// ones. Otherwise no tag changes.
    /// </summary>
    public bool ReapplyAutoTags { get; init; }

    internal void Validate()
    {
        if (Renormalize && (Limit is not null || RetryFailures || OtherModelVersions))
        {
            throw new ArgumentException(
                "Renormalize asks the model for no track. Leave Limit, RetryFailures and OtherModelVersions out.",
                nameof(Renormalize));
        }

        if (ReapplyAutoTags && !Renormalize)
        {
            throw new ArgumentException(
                "ReapplyAutoTags is for renormalizing. Set Renormalize too.", nameof(ReapplyAutoTags));
        }
        if (Limit < 0)
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "Limit must be 0 or more, or not set.");
        if (Concurrency < 1)
            throw new ArgumentOutOfRangeException(nameof(Concurrency), Concurrency, "Concurrency must be 1 or more.");
        if (RunsPerMinute < 1)
            throw new ArgumentOutOfRangeException(
                nameof(RunsPerMinute), RunsPerMinute, "RunsPerMinute must be 1 or more, or not set.");
        if (After is { IsDefault: true })
            throw new ArgumentException(
                "After is the default track id, which identifies no track. Set an id, or leave it out.", nameof(After));
    }
}
