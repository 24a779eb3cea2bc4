using System.Text.Json.Serialization;
using Plyr.Genres.Labels;
using Plyr.Genres.Runs;

namespace Plyr.Genres;

/// <summary>Represents the tags to suggest for a track. Its JSON is plyr.fm's, under any serializer options.</summary>
/// <example><code>{"track_id":668,"tags":[{"name":"ambient","score":0.1999}],"available":true}</code></example>
public sealed class TagRecommendations
{
    /// <summary>Gets the track's id.</summary>
    [JsonPropertyName("track_id"), JsonPropertyOrder(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TrackId TrackId { get; init; }

    /// <summary>Gets the tags, best first, without those that the track already has.</summary>
    [JsonPropertyName("tags"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<RecommendedTag> Tags { get; init; } = [];

    /// <summary>Gets whether suggestions are available: false only when disabled and without a stored answer.</summary>
    [JsonPropertyName("available"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Available { get; init; } = true;

    /// <summary>Gets how the request ended, for example to offer a retry. Not in the JSON.</summary>
    [JsonIgnore]
    public RecommendationStatus Status { get; init; }

    /// <summary>Gets the failure, for <see cref="RecommendationStatus.Failed"/>. Not in the JSON.</summary>
    [JsonIgnore]
    public GenreClassificationFailure? Failure { get; init; }

    /// <summary>Creates the recommendations for an outcome; null means that the model was not asked.</summary>
    internal static TagRecommendations? From(TrackId trackId, RunOutcome? outcome, int limit)
    {
        RecommendationStatus? status = outcome?.Status switch
        {
            null => RecommendationStatus.NotAsked,
            ClassificationStatus.Classified or ClassificationStatus.AlreadyFresh or ClassificationStatus.Empty =>
                outcome.Predictions.Count == 0 ? RecommendationStatus.Empty : RecommendationStatus.Ready,
            ClassificationStatus.Failed => RecommendationStatus.Failed,
            ClassificationStatus.NoAudio => RecommendationStatus.NoAudio,
            ClassificationStatus.Superseded => RecommendationStatus.Superseded,
            ClassificationStatus.Disabled => RecommendationStatus.Disabled,
            _ => null,
        };
        return status is null ? null : new()
        {
            TrackId = trackId,
            Tags = outcome is null ? [] : Recommend(outcome, limit),
            Available = status != RecommendationStatus.Disabled,
            Status = status.Value,
            Failure = outcome?.Failure,
        };
    }

    private static RecommendedTag[] Recommend(RunOutcome outcome, int limit)
    {
        var present = outcome.Tags.Select(GenreName.KeyOf).ToArray();

        // Other systems write predictions too, with names that are not usable as tags.
        return
        [
            .. outcome.Predictions
                .Where(prediction => GenreName.UsableKeyOf(prediction.Name) is { } key && !present.Contains(key))
                .Take(limit)
                .Select(prediction => new RecommendedTag(prediction.Name, prediction.Confidence)),
        ];
    }
}

/// <summary>Represents a tag to suggest.</summary>
/// <param name="Name">The name of the tag.</param>
/// <param name="Score">The confidence of the prediction, from 0 to 1, with 4 decimals.</param>
public readonly record struct RecommendedTag(
    [property: JsonPropertyName("name"), JsonPropertyOrder(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    string Name,
    [property: JsonPropertyName("score"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [property: JsonNumberHandling(JsonNumberHandling.Strict)]
    double Score);

/// <summary>Specifies how a request for recommended tags ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendationStatus>))]
public enum RecommendationStatus
{
    /// <summary>There are predictions. The list is empty when the track has all of them as tags.</summary>
    [JsonStringEnumMemberName("ready")] Ready = 0,

    /// <summary>The model returned no usable genre. The empty result is stored.</summary>
    [JsonStringEnumMemberName("empty")] Empty = 1,

    /// <summary>There is no answer; <see cref="TagRecommendations.Failure"/> specifies the reason.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 2,

    /// <summary>The track has no audio that may be sent.</summary>
    [JsonStringEnumMemberName("no_audio")] NoAudio = 3,

    /// <summary>Classification is disabled and no answer is stored.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled = 4,

    /// <summary>The audio was replaced, or the track was forgotten, during the run. Nothing was stored.</summary>
    [JsonStringEnumMemberName("superseded")] Superseded = 5,

    /// <summary>A run is needed, which <see cref="TrackGenres.RecommendTagsWithoutRunAsync"/> does not start.</summary>
    [JsonStringEnumMemberName("not_asked")] NotAsked = 6,
}
