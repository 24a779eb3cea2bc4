namespace Plyr.Genres;

/// <summary>Represents the result of a backfill.</summary>
public sealed record BackfillReport
{
    /// <summary>Gets why it ended.</summary>
    public required BackfillEnd End { get; init; }

    /// <summary>
    /// Gets the failure of every further call when <see cref="End"/> is <see cref="BackfillEnd.Stopped"/>.
    /// </summary>
    public GenreClassificationFailure? StoppedBy { get; init; }

    /// <summary>
    /// Gets whether it was a dry run. Then all counts but <see cref="Eligible"/> and <see cref="EstimatedCost"/> are 0;
    /// when renormalizing, they are what a run would give.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Gets the number of tracks that were processed or listed because there is something to do for them.
    /// </summary>
    public long Eligible { get; init; }

    /// <summary>Gets the number of tracks that were passed to the classifier.</summary>
    public long Asked { get; init; }

    /// <summary>Gets the number of tracks whose new predictions were stored.</summary>
    public long Classified { get; init; }

    /// <summary>Gets the number of tracks for which the model returned no usable genre.</summary>
    public long Empty { get; init; }

    /// <summary>
    /// Gets the number of tracks whose pending auto-tags were settled from stored predictions, without a run.
    /// </summary>
    public long Settled { get; init; }

    /// <summary>Gets the number of tracks whose predictions or tags changed when they were renormalized.</summary>
    public long Renormalized { get; init; }

    /// <summary>Gets the number of tracks for which renormalizing changed nothing.</summary>
    public long Unchanged { get; init; }

    /// <summary>
    /// Gets the number of tracks that could not be renormalized because the scores of their predictions are not kept.
    /// Each needs a run for other predictions; <see cref="EstimatedCost"/> is what these runs would cost.
    /// </summary>
    public long WithoutScores { get; init; }

    /// <summary>
    /// Gets the number of tracks that had changed, so that there was nothing left to do or to store; when
    /// renormalizing, of tracks without fresh predictions.
    /// </summary>
    public long Skipped { get; init; }

    /// <summary>
    /// Gets the number of failed tracks by reason in snake_case. The reason <c>store</c> means that the host's store
    /// failed.
    /// </summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>Gets the billed time, as far as it is known.</summary>
    public TimeSpan BilledTime { get; init; }

    /// <summary>
    /// Gets the estimated cost in dollars: also of failed runs, and of answers that could not be stored.
    /// </summary>
    public decimal Cost { get; init; }

    /// <summary>
    /// Gets what the tracks of a dry run would cost in dollars; when renormalizing, what the tracks without scores
    /// would.
    /// </summary>
    public decimal EstimatedCost { get; init; }

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the last track that was processed, in the store's order; null when there was none.</summary>
    public TrackId? LastId { get; init; }

    /// <summary>
    /// Gets the number of tracks that were processed, whatever happened to them; in a dry run, that were listed.
    /// </summary>
    public long Done => DryRun
        ? Eligible
        : Classified + Empty + Settled + Renormalized + Unchanged + WithoutScores + Skipped + Failed.Values.Sum();

    /// <summary>Gets whether it reached the end of the store or its limit, and no track failed.</summary>
    public bool Succeeded =>
        (End is BackfillEnd.Finished or BackfillEnd.LimitReached) && Failed.Count == 0;
}
