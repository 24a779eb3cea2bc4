using System.Text;
using System.Text.Json;

namespace Plyr.Genres.Tracks;

/// <summary>Walks an <c>extra</c> document of any origin: any depth, with or without a byte order mark.</summary>
internal static class ExtraDocument
{
    private static readonly (byte[] Utf8, string Key)[] OwnKeys =
        [.. TrackExtraKeys.All.Select(key => (Encoding.UTF8.GetBytes(key), key))];

    /// <summary>Returns the document without a leading byte order mark and white space.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];
        return utf8Json.TrimStart(" \t\r\n"u8);
    }

    /// <summary>
    /// Creates a reader without a limit on depth: other systems nest freely, and no code here is recursive.
    /// </summary>
    public static Utf8JsonReader CreateReader(ReadOnlySpan<byte> utf8Json) =>
        new(utf8Json, new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <summary>Returns the library's key that the reader is at; null for a foreign key.</summary>
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

    /// <summary>Returns a key as it is written between quotes.</summary>
    public static ReadOnlySpan<byte> Encode(string key) =>
        Array.Find(OwnKeys, own => own.Key == key).Utf8 ?? JsonEncodedText.Encode(key).EncodedUtf8Bytes;

    /// <summary>
    /// Returns the text of a property name; null when it is not valid text (half a surrogate pair, invalid UTF-8).
    /// </summary>
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
