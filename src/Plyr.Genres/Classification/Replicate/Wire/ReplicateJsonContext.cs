using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>The JSON that crosses the wire, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PredictionRequest))]
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class ReplicateJsonContext : JsonSerializerContext;
