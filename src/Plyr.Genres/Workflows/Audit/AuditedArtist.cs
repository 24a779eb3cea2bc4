using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>How many tracks of an artist are classified.</summary>
/// <param name="Artist">The artist; null for tracks without one.</param>
/// <param name="Classified">The number of classified tracks.</param>
public sealed record AuditedArtist(
    [property: JsonPropertyName("artist")] string? Artist,
    [property: JsonPropertyName("classified")] long Classified);
