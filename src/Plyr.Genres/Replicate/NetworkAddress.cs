using System.Net;
using System.Text;

namespace Plyr.Genres.Replicate;

/// <summary>Determines whether an address is of this machine or of a private network, in any spelling.</summary>
internal static class NetworkAddress
{
    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    // A connection to these reaches this machine.
    private static readonly IPAddress[] LocalAny = [IPAddress.Any, IPAddress.IPv6Any];

    private static readonly string[] PrivateDomains = [".local", ".internal", ".lan", ".home.arpa"];

    public static bool IsLoopback(Uri address)
    {
        var host = HostOf(address);
        return address.IsLoopback
            || host == "localhost"
            || host.EndsWith(".localhost", StringComparison.Ordinal)
            || (ParseIP(host) is { } ip && (IPAddress.IsLoopback(ip) || LocalAny.Contains(ip)));
    }

    /// <summary>Returns whether an address can't be reached from the internet. Names are not resolved.</summary>
    public static bool IsPrivate(Uri address)
    {
        var host = HostOf(address);
        if (IsLoopback(address))
            return true;
        if (ParseIP(host) is { } ip)
            return PrivateNetworks.Any(network => network.Contains(ip));
        return !host.Contains('.', StringComparison.Ordinal)
            || PrivateDomains.Any(domain => host.EndsWith(domain, StringComparison.Ordinal));
    }

    /// <summary>Returns the host of an address as DNS has it; false for a name that DNS can't have.</summary>
    public static bool TryGetHost(Uri address, out string host)
    {
        try
        {
            // A label that is too long in Punycode stays as it is.
            host = address.IdnHost;
            return Ascii.IsValid(host);
        }
        catch (UriFormatException)
        {
            host = "";
            return false;
        }
    }

    private static string HostOf(Uri address) => address.IdnHost.TrimEnd('.').ToLowerInvariant();

    private static IPAddress? ParseIP(string host)
    {
        if (!IPAddress.TryParse(host, out var ip))
            return null;
        return ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
    }
}

/// <summary>Follows a proxy, except for requests to this machine.</summary>
internal sealed class LoopbackBypassProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => NetworkAddress.IsLoopback(host) || proxy.IsBypassed(host);
}
