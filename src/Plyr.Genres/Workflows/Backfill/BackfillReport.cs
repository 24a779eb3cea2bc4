using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Represents the result of a backfill.</summary>
public sealed record BackfillReport
{
    /// <summary>Gets why it ended.</summary>
    public required BackfillEnd End { get; init; }

    /// <summary>Gets the failure of every further call, for <see cref="BackfillEnd.Stopped"/>.</summary>
    public GenreClassificationFailure? StoppedBy { get; init; }

    /// <summary>Gets whether it was a dry run. Then only eligible tracks and their cost are counted.</summary>
    /// <remarks>When renormalizing, the counts are what a run would give.</remarks>
    public bool DryRun { get; init; }

    /// <summary>Gets the number of tracks for which there was something to do.</summary>
    public long Eligible { get; init; }

    /// <summary>Gets the number of tracks that were passed to the classifier.</summary>
    public long Asked { get; init; }

    /// <summary>Gets the number of tracks whose new predictions were stored.</summary>
    public long Classified { get; init; }

    /// <summary>Gets the number of tracks for which the model returned no usable genre.</summary>
    public long Empty { get; init; }

    /// <summary>Gets the number of tracks whose pending auto-tags were settled without a run.</summary>
    public long Settled { get; init; }

    /// <summary>Gets the number of tracks whose predictions or tags changed when they were renormalized.</summary>
    public long Renormalized { get; init; }

    /// <summary>Gets the number of tracks for which renormalizing changed nothing.</summary>
    public long Unchanged { get; init; }

    /// <summary>Gets the number of tracks without kept scores, which need a run for other predictions.</summary>
    public long WithoutScores { get; init; }

    /// <summary>Gets the number of tracks that had changed, or have no predictions to renormalize.</summary>
    public long Skipped { get; init; }

    /// <summary>Gets the number of failed tracks by reason in snake_case; <c>store</c> is the host's store.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>Gets the billed time, as far as it is known.</summary>
    public TimeSpan BilledTime { get; init; }

    /// <summary>Gets the estimated cost in dollars, also of failed runs and of answers that were not stored.</summary>
    public decimal Cost { get; init; }

    /// <summary>Gets the dollars for runs of a dry run's tracks, or of tracks without scores.</summary>
    public decimal EstimatedCost { get; init; }

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the last track that was processed, in the store's order; null when there was none.</summary>
    public TrackId? LastId { get; init; }

    /// <summary>Gets the number of tracks that were processed, or listed by a dry run.</summary>
    public long Done => DryRun
        ? Eligible
        : Classified + Empty + Settled + Renormalized + Unchanged + WithoutScores + Skipped + Failed.Values.Sum();

    /// <summary>Gets whether it reached the end of the store or its limit, and no track failed.</summary>
    public bool Succeeded => (End is BackfillEnd.Finished or BackfillEnd.LimitReached) && Failed.Count == 0;
}

/// <summary>Specifies why a backfill ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackfillEnd>))]
public enum BackfillEnd
{
    /// <summary>It reached the end of the store.</summary>
    [JsonStringEnumMemberName("finished")] Finished = 0,

    /// <summary>The model was asked for <see cref="BackfillOptions.Limit"/> tracks, and there are more.</summary>
    [JsonStringEnumMemberName("limit_reached")] LimitReached = 1,

    /// <summary>The caller canceled it, or the container was disposed.</summary>
    [JsonStringEnumMemberName("canceled")] Canceled = 2,

    /// <summary>Every further call would have failed with <see cref="BackfillReport.StoppedBy"/>.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped = 3,

    /// <summary>Classification is disabled, or was disabled during the backfill.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled = 4,

    /// <summary>The store failed for ten tracks in a row, so that answers would be lost.</summary>
    [JsonStringEnumMemberName("store_failed")] StoreFailed = 5,
}

/// <summary>Represents the progress of a backfill, reported after each track that it processed or listed.</summary>
public sealed record BackfillProgress
{
    /// <summary>Gets the track that was processed or listed last.</summary>
    public required Track Track { get; init; }

    /// <summary>Gets the result for this track, which has what was stored before.</summary>
    /// <value>Null when the track was only listed, or skipped while renormalizing, or its store failed.</value>
    public TrackClassification? Result { get; init; }

    /// <summary>Gets what happened so far. <see cref="BackfillReport.End"/> is not meaningful yet.</summary>
    public required BackfillReport SoFar { get; init; }

    /// <summary>Gets the number of tracks at the start, at most <see cref="BackfillOptions.Limit"/>.</summary>
    /// <remarks>An estimate: tracks come and go, and those that are only settled do not count for the limit.</remarks>
    public long Total { get; init; }

    /// <summary>Gets the number of tracks processed per minute.</summary>
    public double TracksPerMinute { get; init; }

    /// <summary>Gets how long the rest takes at this rate; null before the rate is known.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
