using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Reads texts out of answers that may hold anything.</summary>
internal static class WireText
{
    /// <summary>The JSON of an element; null when it is none that can be decoded (invalid UTF-8).</summary>
    public static string? RawOf(JsonElement element)
    {
        try
        {
            return element.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of an element; null when it is none, or none that can be decoded (half a surrogate pair).</summary>
    public static string? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
