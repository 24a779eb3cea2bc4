using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// What <c>--json</c> writes: names and values in snake_case, and letters as they are, because it goes to a shell and
/// no page.
/// </summary>
internal static class CommandJson
{
    /// <summary>One line, for reports that a script reads.</summary>
    public static JsonSerializerOptions Line { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Indented, where a person reads it too.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Line) { WriteIndented = true };
}
