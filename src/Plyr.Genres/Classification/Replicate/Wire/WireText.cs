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

    /// <summary>A member of an object; null when there is none, or a name beside it can't be decoded (half a surrogate pair).</summary>
    public static JsonElement? MemberOf(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
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
