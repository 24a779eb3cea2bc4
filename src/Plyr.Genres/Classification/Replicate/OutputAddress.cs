using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Defect H1: where an output may be fetched from.</summary>
internal static class OutputAddress
{
    private const string FileHost = "replicate.delivery";

    /// <summary>The address in an output: a text, a list of one, or an object with one text. Null when it is something else.</summary>
    public static string? Find(JsonElement output) => output.ValueKind switch
    {
        JsonValueKind.String => WireText.Of(output),
        JsonValueKind.Array when output.GetArrayLength() == 1 => WireText.Of(output[0]),
        JsonValueKind.Object when output.EnumerateObject().Count() == 1 => WireText.Of(output.EnumerateObject().First().Value),
        _ => null,
    };

    /// <summary>
    /// The address as a URL, or null. What starts with a slash is none: .NET takes it for a path of this machine, and its parser breaks
    /// on some (two slashes and a direction mark).
    /// </summary>
    public static Uri? Parse(string address) => !address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;

    public static bool IsAllowed(Uri address, PlyrGenresOptions options)
    {
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0 || HostOf(address) is not { } idnHost)
            return false;
        if (address.Scheme == options.Replicate.BaseAddress.Scheme && address.Port == options.Replicate.BaseAddress.Port && Is(idnHost, options.Replicate.BaseAddress.IdnHost))
            return true;
        var isLoopbackPair = address.Scheme == "http" && address.IsLoopback && options.Replicate.BaseAddress is { Scheme: "http", IsLoopback: true };
        if (address.Scheme != "https" && !isLoopbackPair)
            return false;
        if (options.Replicate.AllowedOutputHosts.Any(host => Is(host, address.Authority) || Is(host, address.Host)))
            return true;
        return address.IsDefaultPort
            && (Is(FileHost, idnHost) || idnHost.EndsWith("." + FileHost, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The host as DNS knows it; null when it is none: a label too long, a character that no host has.</summary>
    private static string? HostOf(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
