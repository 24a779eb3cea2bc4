using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Tracks;

/// <summary>The JSON form of a <see cref="GenrePrediction"/>, without which a missing value would read as 0.</summary>
internal sealed record PredictionJson(string Name, double Confidence);

/// <summary>The JSON form of <see cref="GenreLabelScores"/>.</summary>
internal sealed record LabelScoresJson(
    string FileId, [property: JsonPropertyOrder(1)] byte[] Scores, string? Model = null);

/// <summary>The library's values in <c>track.extra</c>, source-generated. A missing value is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PredictionJson[]))]
[JsonSerializable(typeof(IReadOnlyList<GenrePrediction>))]
[JsonSerializable(typeof(GenreAutoTags))]
[JsonSerializable(typeof(RecordedFailure))]
[JsonSerializable(typeof(RunClaim))]
[JsonSerializable(typeof(FailedAttempts))]
[JsonSerializable(typeof(LabelScoresJson))]
[JsonSerializable(typeof(string))]
internal sealed partial class ExtraJson : JsonSerializerContext
{
    /// <summary>Writes a value of one of the types above.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, typeof(T), Default);
}
