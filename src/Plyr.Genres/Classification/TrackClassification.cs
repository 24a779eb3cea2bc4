using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Represents the result of the classification of a track.</summary>
public sealed class TrackClassification
{
    /// <summary>Gets how it ended.</summary>
    public required ClassificationStatus Status { get; init; }

    /// <summary>Gets the failure when <see cref="Status"/> is <see cref="ClassificationStatus.Failed"/>.</summary>
    public GenreClassificationFailure? Failure { get; init; }

    /// <summary>Gets whether a later try can succeed without a change of audio, settings or account.</summary>
    public bool ShouldRetry { get; init; }

    /// <summary>Gets how long to wait before the next try, where the service specifies it. At most 1 hour.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the predictions that were stored or found fresh, best first.</summary>
    /// <value>
    /// Empty unless the status is <c>Classified</c>, <c>AlreadyFresh</c> or <c>Renormalized</c>, even if older
    /// predictions are stored.
    /// </value>
    public IReadOnlyList<GenrePrediction> Predictions { get; init; } = [];

    /// <summary>Gets the tags that were added to the track.</summary>
    public IReadOnlyList<string> AddedTags { get; init; } = [];

    /// <summary>Gets the library's own tags that were removed from the track.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];
}

/// <summary>Specifies how the classification of a track ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClassificationStatus>))]
public enum ClassificationStatus
{
    /// <summary>The model was run and its predictions are stored.</summary>
    [JsonStringEnumMemberName("classified")] Classified = 0,

    /// <summary>Fresh predictions were stored already. Pending auto-tags are settled from them.</summary>
    [JsonStringEnumMemberName("already_fresh")] AlreadyFresh = 1,

    /// <summary>The model was run and returned no usable genre. The empty result is stored.</summary>
    [JsonStringEnumMemberName("empty")] Empty = 2,

    /// <summary>There is no answer; <see cref="TrackClassification.Failure"/> specifies the reason.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 3,

    /// <summary>The track has no audio that may be sent.</summary>
    [JsonStringEnumMemberName("no_audio")] NoAudio = 4,

    /// <summary>Classification is disabled.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled = 5,

    /// <summary>The track changed during the run, for example its audio, and nothing was stored.</summary>
    [JsonStringEnumMemberName("superseded")] Superseded = 6,

    /// <summary>The track does not exist, or no longer exists.</summary>
    [JsonStringEnumMemberName("not_found")] NotFound = 7,

    /// <summary>The predictions were computed again from the kept scores, without a run, and stored.</summary>
    [JsonStringEnumMemberName("renormalized")] Renormalized = 8,

    /// <summary>No fresh predictions with kept scores are stored, so that only a run can give others.</summary>
    [JsonStringEnumMemberName("without_scores")] WithoutScores = 9,
}
