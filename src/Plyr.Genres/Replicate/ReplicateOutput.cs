using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Plyr.Genres.Replicate;

/// <summary>Represents the output of the model: a JSON object of labels and scores.</summary>
/// <param name="Labels">The labels with a usable score, in the order of the output.</param>
/// <param name="Total">The number of all labels.</param>
internal sealed record ReplicateOutput(IReadOnlyList<GenreLabelScore> Labels, int Total)
{
    /// <summary>The maximum size in bytes. The model's output has about 19 kB.</summary>
    public const int MaxLength = 1024 * 1024;

    private const string FileHost = "replicate.delivery";

    /// <summary>Reads an output.</summary>
    /// <exception cref="JsonException">The output is not a JSON object.</exception>
    public static ReplicateOutput Read(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];
        if (!Utf8.IsValid(utf8Json))
            throw new JsonException("The output is not UTF-8.");

        var reader = new Utf8JsonReader(utf8Json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The output is not a JSON object.");

        var labels = new List<GenreLabelScore>(GenreLabels.All.Count);
        var total = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var label = TextOf(in reader, total < GenreLabels.All.Count ? GenreLabels.All[total] : null);
            total++;
            reader.Read();
            var isNumber = reader.TokenType == JsonTokenType.Number;
            var score = isNumber && reader.TryGetDouble(out var number) ? number : double.NaN;
            if (new GenreLabelScore(label!, score) is { IsUsable: true } usable)
                labels.Add(usable);
            reader.Skip();
        }

        // Throws if there is trailing data after the object.
        reader.Read();
        return new ReplicateOutput(labels, total);
    }

    /// <summary>Returns the address in an output: a text, or a list or object of one; null for anything else.</summary>
    public static string? FindAddress(JsonElement output) => output.ValueKind switch
    {
        JsonValueKind.String => output.Text(),
        JsonValueKind.Array when output.GetArrayLength() == 1 => output[0].Text(),
        JsonValueKind.Object when output.EnumerateObject().Count() == 1 =>
            output.EnumerateObject().First().Value.Text(),
        _ => null,
    };

    /// <summary>Returns the address as a URL, or null. For .NET, a leading slash is a local path.</summary>
    public static Uri? ParseAddress(string address) =>
        !address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>Returns whether an output may be fetched from an address, which an answer can choose freely.</summary>
    public static bool IsAllowed(Uri address, ReplicateOptions options)
    {
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0 || !NetworkAddress.TryGetHost(address, out var host))
            return false;
        var api = options.BaseAddress;
        if (address.Scheme == api.Scheme && address.Port == api.Port && Is(host, api.IdnHost))
            return true;
        if (address.Scheme != "https" && !(IsPlainLoopback(address) && IsPlainLoopback(api)))
            return false;
        return options.AllowedOutputHosts.Any(allowed => Is(allowed, address.Authority) || Is(allowed, address.Host))
            || (address.IsDefaultPort && $".{host}".EndsWith($".{FileHost}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Returns whether an output is inside the answer.</summary>
    public static bool IsDataUri(string address) => address.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Decodes a data URI of any media type; null when it is broken or too long.</summary>
    public static byte[]? DecodeDataUri(string address)
    {
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            return null;
        var isBase64 = address.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        var data = address[(comma + 1)..];

        // Base64 takes four characters for three bytes; percent-encoding takes up to three for one.
        if (data.Length > (isBase64 ? (MaxLength * 4 / 3) + 8 : MaxLength * 3))
            return null;
        var bytes = isBase64 ? FromBase64(data) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(data));
        return bytes?.Length <= MaxLength ? bytes : null;
    }

    private static byte[]? FromBase64(string data)
    {
        var buffer = new byte[(data.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(data, buffer, out var written) ? buffer[..written] : null;
    }

    /// <summary>Returns the name of a property; null when it is not well-formed text (half a surrogate pair).</summary>
    /// <param name="reader">The reader, at the name.</param>
    /// <param name="expected">The label that the model returns in this place, whose text is reused.</param>
    private static string? TextOf(in Utf8JsonReader reader, string? expected)
    {
        try
        {
            return expected is not null && reader.ValueTextEquals(expected) ? expected : reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsPlainLoopback(Uri address) => address is { Scheme: "http", IsLoopback: true };

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
