using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Represents a tag to suggest.</summary>
/// <param name="Name">The name of the tag.</param>
/// <param name="Score">The confidence of the prediction, from 0 to 1, with 4 decimals.</param>
public readonly record struct RecommendedTag(
    [property: JsonPropertyName("name"), JsonPropertyOrder(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    string Name,
    [property: JsonPropertyName("score"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [property: JsonNumberHandling(JsonNumberHandling.Strict)]
    double Score);
