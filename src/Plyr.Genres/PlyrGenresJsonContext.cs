using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Provides source-generated JSON for the library's results. Names and enums are snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TagRecommendations))]
[JsonSerializable(typeof(TrackClassification))]
[JsonSerializable(typeof(BackfillReport))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(AuditedTrack))]
[JsonSerializable(typeof(GenreClassification))]
[JsonSerializable(typeof(GenreExplanation))]
public sealed partial class PlyrGenresJsonContext : JsonSerializerContext;
