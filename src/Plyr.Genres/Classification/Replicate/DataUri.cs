using System.Text;

namespace Plyr.Genres;

/// <summary>Decodes an output that came inside the answer. The media type is ignored: servers have sent several, and <c>None</c>.</summary>
internal static class DataUri
{
    public static bool Is(string text) => text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Decodes the data.</summary>
    /// <param name="dataUri">A text that starts with <c>data:</c>.</param>
    /// <param name="limit">How many bytes are accepted.</param>
    /// <returns>The bytes, or null when they are too many or not decodable.</returns>
    public static byte[]? Decode(string dataUri, int limit)
    {
        var comma = dataUri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            return null;
        var isBase64 = dataUri.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase);

        // Three bytes take four characters in base64; percent-encoding takes up to three for one.
        if ((long)dataUri.Length - comma > (isBase64 ? (limit * 4L / 3) + 8 : limit * 3L))
            return null;
        var data = dataUri[(comma + 1)..];
        var bytes = isBase64 ? FromBase64(data) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(data));
        return bytes?.Length <= limit ? bytes : null;
    }

    private static byte[]? FromBase64(string data)
    {
        var buffer = new byte[(data.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(data, buffer, out var written) ? buffer[..written] : null;
    }
}
