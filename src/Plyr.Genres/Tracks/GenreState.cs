using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>
/// Specifies what is stored about the genres of a track's current file. Each track is in exactly one state.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<GenreState>))]
public enum GenreState
{
    /// <summary>Predictions of the current file are stored. An empty list is an answer.</summary>
    [JsonStringEnumMemberName("fresh")]
    Fresh = 0,

    /// <summary>A failure is recorded for the current file, which is not tried again by itself.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed = 1,

    /// <summary>Predictions of another file are stored, or predictions that name no file.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale = 2,

    /// <summary>No predictions are stored.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing = 3,
}
