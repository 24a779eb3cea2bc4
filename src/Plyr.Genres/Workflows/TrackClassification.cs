namespace Plyr.Genres;

/// <summary>What the classification of a track came to: the outcome of an upload task.</summary>
public sealed class TrackClassification
{
    /// <summary>How it ended.</summary>
    public required ClassificationStatus Status { get; init; }

    /// <summary>Why there is no answer, when <see cref="Status"/> is <see cref="ClassificationStatus.Failed"/>.</summary>
    public GenreClassificationFailure? Failure { get; init; }

    /// <summary>
    /// Whether trying again later can help although nobody changes anything: true for passing failures and when the audio was replaced
    /// meanwhile, false when the audio, the settings or the account stand in the way.
    /// </summary>
    public bool ShouldRetry { get; init; }

    /// <summary>How long to wait before the next try, where the service says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The predictions that this classification stored, or found fresh, best first; empty with every other status, also where older ones are still stored.</summary>
    public IReadOnlyList<GenrePrediction> Predictions { get; init; } = [];

    /// <summary>The tags that this call's classification put on the track.</summary>
    public IReadOnlyList<string> AddedTags { get; init; } = [];

    /// <summary>The library's own tags of replaced audio that this call's classification took off the track.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];
}
