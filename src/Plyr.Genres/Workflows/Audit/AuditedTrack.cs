using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>A classified track, as an audit tells of it.</summary>
public sealed record AuditedTrack
{
    /// <summary>The track's id.</summary>
    [JsonPropertyName("id")]
    public required TrackId Id { get; init; }

    /// <summary>The title.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>The artist.</summary>
    [JsonPropertyName("artist")]
    public string? Artist { get; init; }

    /// <summary>When the track was created.</summary>
    [JsonPropertyName("created_at")]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The version of the model that gave the predictions; null for those of the original system.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>The file that was classified.</summary>
    [JsonPropertyName("file_id")]
    public string? FileId { get; init; }

    /// <summary>The tags that the library added and that are still its own.</summary>
    [JsonPropertyName("auto_tags")]
    public IReadOnlyList<string> AutoTags { get; init; } = [];
}
