using System.Runtime.CompilerServices;

namespace Plyr.Genres;

/// <summary>Provides the options of a backfill.</summary>
public sealed class BackfillOptions
{
    /// <summary>The default number of tracks that are classified at once: 5.</summary>
    public const int DefaultConcurrency = 5;

    /// <summary>The default runs per minute, 500. Replicate allows 600 (source: its page "Rate limits").</summary>
    public const int DefaultRunsPerMinute = 500;

    /// <summary>Gets whether to only list the tracks and estimate the cost, without a run or a write.</summary>
    public bool DryRun { get; init; }

    /// <summary>Gets the maximum number of tracks for which the model is asked, 0 or more.</summary>
    /// <value>The default is null: no maximum.</value>
    /// <remarks>
    /// The backfill ends at the first track beyond the limit. Settling stored answers is free and does not count. A
    /// track counts also when the model was not asked in the end because the track had changed.
    /// </remarks>
    public int? Limit { get; init; }

    /// <summary>Gets how many tracks are classified at once, at least 1.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>Gets the maximum number of runs that are started per minute, at least 1.</summary>
    /// <value>The default is null: <see cref="DefaultRunsPerMinute"/> on Replicate, else no maximum.</value>
    public int? RunsPerMinute { get; init; }

    /// <summary>Gets the track after which to start: the last of an earlier backfill.</summary>
    public TrackId? After { get; init; }

    /// <summary>Gets whether to retry tracks with a failure that is recorded for their file.</summary>
    public bool RetryFailures { get; init; }

    /// <summary>Gets whether to classify tracks again whose fresh predictions come from another model.</summary>
    /// <remarks>
    /// Compared with <see cref="IGenreClassifier.Model"/>, which the classifier must name. Audio that the new model
    /// rejected is tried again only with <see cref="RetryFailures"/>.
    /// </remarks>
    public bool OtherModelVersions { get; init; }

    /// <summary>Gets whether to compute the predictions of all tracks again from their kept scores.</summary>
    /// <remarks>
    /// As <see cref="TrackGenres.RenormalizeAsync"/>: no model is asked, and classification may be disabled. A dry run
    /// counts the tracks that would change, and its progress has their new predictions.
    /// </remarks>
    public bool Renormalize { get; init; }

    /// <summary>Gets whether renormalizing applies the rules of auto-tags again. Else no tag changes.</summary>
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
            throw OutOfRange(Limit, "0 or more, or not set");
        if (Concurrency < 1)
            throw OutOfRange(Concurrency, "1 or more");
        if (RunsPerMinute < 1)
            throw OutOfRange(RunsPerMinute, "1 or more, or not set");
        if (After is { IsDefault: true })
        {
            throw new ArgumentException(
                "After is the default track id, which identifies no track. Set an id, or leave it out.", nameof(After));
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(
        int? value, string accepted, [CallerArgumentExpression(nameof(value))] string name = "") =>
        new(name, value, $"{name} must be {accepted}.");
}
