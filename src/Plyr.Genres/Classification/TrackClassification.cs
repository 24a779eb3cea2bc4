namespace Plyr.Genres;

/// <summary>Represents the result of the classification of a track.</summary>
public sealed class TrackClassification
{
    /// <summary>Gets how it ended.</summary>
    public required ClassificationStatus Status { get; init; }

    /// <summary>Gets the failure when <see cref="Status"/> is <see cref="ClassificationStatus.Failed"/>.</summary>
    public GenreClassificationFailure? Failure { get; init; }

    /// <summary>
    /// Gets whether a later try can succeed without a change: true for temporary failures and when the audio was
    /// replaced during the run; false when the audio, the settings or the account must change.
    /// </summary>
    public bool ShouldRetry { get; init; }

    /// <summary>Gets how long to wait before the next try, where the service specifies it. At most 1 hour.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Gets the predictions that were stored or found fresh, best first. Empty with every other status, also where
    /// older predictions are still stored.
    /// </summary>
    public IReadOnlyList<GenrePrediction> Predictions { get; init; } = [];

    /// <summary>Gets the tags that were added to the track.</summary>
    public IReadOnlyList<string> AddedTags { get; init; } = [];

    /// <summary>Gets the library's own tags that were removed from the track.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];
}
