using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>The tags to suggest for a track. Its JSON form is the wire form that plyr.fm's clients know, under any serializer options.</summary>
/// <example><code>{"track_id":668,"tags":[{"name":"ambient","score":0.1999}],"available":true}</code></example>
public sealed class TagRecommendations
{
    /// <summary>The track.</summary>
    [JsonPropertyName("track_id"), JsonPropertyOrder(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TrackId TrackId { get; init; }

    /// <summary>The tags, best first, without those that the track already has.</summary>
    [JsonPropertyName("tags"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<RecommendedTag> Tags { get; init; } = [];

    /// <summary>False only when classification is switched off and nothing fresh is stored.</summary>
    [JsonPropertyName("available"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Available { get; init; } = true;

    /// <summary>How the request ended, for instance to offer a retry. Not in the JSON.</summary>
    [JsonIgnore]
    public RecommendationStatus Status { get; init; }

    /// <summary>Why there is no answer, when <see cref="Status"/> is <see cref="RecommendationStatus.Failed"/>. Not in the JSON.</summary>
    [JsonIgnore]
    public GenreClassificationFailure? Failure { get; init; }
}
