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
    public static string Write(string text) => JsonSerializer.Serialize(text, Default.String);

    public static string Write(IReadOnlyList<GenrePrediction> predictions) =>
        JsonSerializer.Serialize(predictions, Default.IReadOnlyListGenrePrediction);

    public static string Write(GenreAutoTags autoTags) => JsonSerializer.Serialize(autoTags, Default.GenreAutoTags);

    public static string Write(RecordedFailure failure) =>
        JsonSerializer.Serialize(failure, Default.RecordedFailure);

    public static string Write(RunClaim claim) => JsonSerializer.Serialize(claim, Default.RunClaim);

    public static string Write(FailedAttempts attempts) => JsonSerializer.Serialize(attempts, Default.FailedAttempts);

    public static string Write(LabelScoresJson scores) => JsonSerializer.Serialize(scores, Default.LabelScoresJson);
}
