using System.Text;
using System.Text.Json;

namespace Plyr.Genres;

/// <summary>How an <c>extra</c> document of any origin is walked: any depth, a byte order mark allowed, our keys recognised.</summary>
internal static class ExtraDocument
{
    private static readonly (byte[] Utf8, string Key)[] OwnKeys = [.. TrackExtraKeys.All.Select(key => (Encoding.UTF8.GetBytes(key), key))];

    /// <summary>The document without a byte order mark and white space in front.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];
        return utf8Json.TrimStart(" \t\r\n"u8);
    }

    /// <summary>A reader without a limit on depth: other systems nest as they like, and nothing here is recursive.</summary>
    public static Utf8JsonReader CreateReader(ReadOnlySpan<byte> utf8Json) => new(utf8Json, new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <summary>The key of ours that the reader's property name is, or null for a foreign one.</summary>
    public static string? OwnKey(in Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            return OwnKeyByText(in reader);
        var name = reader.ValueSpan;
        if (!name.StartsWith("genre_"u8) && !name.StartsWith("auto_"u8))
            return null;
        foreach (var (utf8, key) in OwnKeys)
        {
            if (name.SequenceEqual(utf8))
                return key;
        }

        return null;
    }

    /// <summary>A key as it is written between quotes.</summary>
    public static ReadOnlySpan<byte> Encode(string key) =>
        Array.Find(OwnKeys, own => own.Key == key).Utf8 ?? JsonEncodedText.Encode(key).EncodedUtf8Bytes;

    /// <summary>The text of a property name, or null when it is not text (half a surrogate pair, invalid UTF-8) and so none of ours.</summary>
    public static string? NameOf(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? OwnKeyByText(in Utf8JsonReader reader)
    {
        var name = NameOf(in reader);
        return Array.Find(OwnKeys, own => own.Key == name).Key;
    }
}
