using System.Text.Json;

namespace Plyr.Genres.StoreContract;

/// <summary>
/// JSON documents compared by meaning: a store may keep them in a form of its own, as PostgreSQL's jsonb does.
/// </summary>
public static class JsonText
{
    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Whether two documents say the same: numbers by value, arrays in order, keys in any order.</summary>
    public static bool SameMeaning(string? left, string? right)
    {
        if (left is null || right is null)
            return left == right;
        using var first = JsonDocument.Parse(left, AnyDepth);
        using var second = JsonDocument.Parse(right, AnyDepth);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }

    /// <summary>The top-level keys of a document, repeated ones repeated.</summary>
    public static IReadOnlyList<string> KeysOf(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "{}", AnyDepth);
        return [.. document.RootElement.EnumerateObject().Select(property => property.Name)];
    }

    /// <summary>The raw text of one top-level value, or null when the key is not there.</summary>
    public static string? ValueOf(string? json, string key)
    {
        using var document = JsonDocument.Parse(json ?? "{}", AnyDepth);
        return document.RootElement.TryGetProperty(key, out var value) ? value.GetRawText() : null;
    }
}
