using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Specifies whether a name is a genre or a style of one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GenreKind>))]
public enum GenreKind
{
    /// <summary>One of the model's 15 genres, for example <c>electronic</c>.</summary>
    [JsonStringEnumMemberName("genre")]
    Genre = 0,

    /// <summary>A style, for example <c>ambient</c>.</summary>
    [JsonStringEnumMemberName("style")]
    Style = 1,
}
