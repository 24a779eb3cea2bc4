using System.Text;

namespace Plyr.Genres.Simulator;

/// <summary>Decodes data URIs.</summary>
internal static class DataUri
{
    public static bool Is(string address) => address.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the part before the data, which is the only part that answers contain.</summary>
    public static string Head(string address) => address[..(address.IndexOf(',', StringComparison.Ordinal) + 1)];

    /// <returns>The data, or null when it can't be decoded.</returns>
    public static byte[]? Decode(string address)
    {
        var head = Head(address);
        if (head.Length == 0)
            return null;
        var data = Uri.UnescapeDataString(address[head.Length..]);
        if (!head.EndsWith(";base64,", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetBytes(data);
        var bytes = new byte[(data.Length * 3L / 4) + 3];
        return Convert.TryFromBase64String(data, bytes, out var length) ? bytes[..length] : null;
    }
}
