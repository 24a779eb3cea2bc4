using System.Text.Json.Serialization;

namespace Plyr.Genres.Tracks;

/// <summary>The JSON form of <see cref="GenreAutoTags"/>.</summary>
internal sealed record AutoTagsJson(string? FileId, string?[]? Names);

/// <summary>The JSON form of <see cref="RecordedFailure"/>.</summary>
internal sealed record FailureJson(string? FileId, string? Reason, DateTimeOffset? At);

/// <summary>The JSON form of <see cref="RunClaim"/>.</summary>
internal sealed record ClaimJson(string? FileId, DateTimeOffset? Until);

/// <summary>The JSON form of <see cref="FailedAttempts"/>.</summary>
internal sealed record AttemptsJson(string? FileId, int? Count);

/// <summary>The JSON form of <see cref="GenreLabelScores"/>.</summary>
internal sealed record LabelScoresJson(string? FileId, string? Model, byte[]? Scores);

/// <summary>The library's values in <c>track.extra</c>, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AutoTagsJson))]
[JsonSerializable(typeof(FailureJson))]
[JsonSerializable(typeof(ClaimJson))]
[JsonSerializable(typeof(AttemptsJson))]
[JsonSerializable(typeof(LabelScoresJson))]
[JsonSerializable(typeof(IReadOnlyList<GenrePrediction>))]
[JsonSerializable(typeof(string))]
internal sealed partial class ExtraJsonContext : JsonSerializerContext;
