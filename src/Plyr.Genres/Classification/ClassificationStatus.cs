using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Specifies how the classification of a track ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClassificationStatus>))]
public enum ClassificationStatus
{
    /// <summary>The model was run and its predictions are stored.</summary>
    [JsonStringEnumMemberName("classified")] Classified = 0,

    /// <summary>
    /// Fresh predictions were stored already, and the model was not run. Pending auto-tags are settled from them.
    /// </summary>
    [JsonStringEnumMemberName("already_fresh")] AlreadyFresh = 1,

    /// <summary>The model was run and returned no usable genre. The empty result is stored.</summary>
    [JsonStringEnumMemberName("empty")] Empty = 2,

    /// <summary>There is no answer; <see cref="TrackClassification.Failure"/> specifies the reason.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 3,

    /// <summary>The track has no audio that may be sent.</summary>
    [JsonStringEnumMemberName("no_audio")] NoAudio = 4,

    /// <summary>Classification is disabled.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled = 5,

    /// <summary>The audio was replaced or the track forgotten during the run, and nothing was stored.</summary>
    [JsonStringEnumMemberName("superseded")] Superseded = 6,

    /// <summary>The track does not exist, or no longer exists.</summary>
    [JsonStringEnumMemberName("not_found")] NotFound = 7,

    /// <summary>
    /// The predictions were computed again from the kept scores, and what changed is stored. The model was not run.
    /// </summary>
    [JsonStringEnumMemberName("renormalized")] Renormalized = 8,

    /// <summary>
    /// No scores are kept for the track's current predictions, so that only a run can give other predictions.
    /// </summary>
    [JsonStringEnumMemberName("without_scores")] WithoutScores = 9,
}
