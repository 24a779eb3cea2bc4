using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>What is known about the genres of all tracks. Each track is exactly one of fresh, failed, stale and missing.</summary>
public sealed record AuditReport
{
    /// <summary>All tracks.</summary>
    [JsonPropertyName("total")]
    public long Total { get; init; }

    /// <summary>Tracks whose predictions were computed from their current file: the classified ones.</summary>
    [JsonPropertyName("fresh")]
    public long Fresh { get; init; }

    /// <summary>Of the fresh ones, those for which the model heard nothing it has a name for.</summary>
    [JsonPropertyName("empty")]
    public long Empty { get; init; }

    /// <summary>Tracks on which a failure is recorded for their current file.</summary>
    [JsonPropertyName("failed")]
    public long Failed { get; init; }

    /// <summary>The failed ones by reason, in snake_case.</summary>
    [JsonPropertyName("failed_by_reason")]
    public IReadOnlyDictionary<string, long> FailedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Tracks whose predictions were computed from another file than their current one, and on which no failure is recorded for that.</summary>
    [JsonPropertyName("stale")]
    public long Stale { get; init; }

    /// <summary>Tracks without predictions, and on which no failure is recorded for their current file.</summary>
    [JsonPropertyName("missing")]
    public long Missing { get; init; }

    /// <summary>Tracks with tags that the library added and that are still its own.</summary>
    [JsonPropertyName("auto_tagged")]
    public long AutoTagged { get; init; }

    /// <summary>Tracks whose uploader waits for auto-tags.</summary>
    [JsonPropertyName("pending")]
    public long Pending { get; init; }

    /// <summary>The classified tracks by artist, most first, then by name.</summary>
    [JsonPropertyName("artists")]
    public IReadOnlyList<AuditedArtist> Artists { get; init; } = [];
}
