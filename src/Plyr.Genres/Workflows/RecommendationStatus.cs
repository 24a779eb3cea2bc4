using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Specifies how a request for recommended tags ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendationStatus>))]
public enum RecommendationStatus
{
    /// <summary>
    /// There are predictions. The track may have all of them as tags already, so the list can still be empty.
    /// </summary>
    [JsonStringEnumMemberName("ready")] Ready = 0,

    /// <summary>The model returned no usable genre. The empty result is stored.</summary>
    [JsonStringEnumMemberName("empty")] Empty = 1,

    /// <summary>There is no answer; <see cref="TagRecommendations.Failure"/> specifies the reason.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 2,

    /// <summary>The track has no audio that may be sent.</summary>
    [JsonStringEnumMemberName("no_audio")] NoAudio = 3,

    /// <summary>Classification is disabled and no answer is stored.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled = 4,

    /// <summary>
    /// The audio was replaced during the run, and nothing was stored. Request again for the new audio.
    /// </summary>
    [JsonStringEnumMemberName("superseded")] Superseded = 5,

    /// <summary>
    /// The model would have to be asked, and <see cref="TrackGenres.RecommendTagsWithoutRunAsync"/> does not ask it.
    /// </summary>
    [JsonStringEnumMemberName("not_asked")] NotAsked = 6,
}
