using System.Net;
using System.Net.Sockets;

namespace Plyr.Genres.Local.Sources;

/// <summary>Determines whether an IP address is on the public internet.</summary>
internal static class PublicAddresses
{
    // IANA's special-purpose registries: this network, private, shared (CGNAT), loopback, link-local, protocols,
    // documentation, 6to4 relays, benchmarks, multicast, reserved. 168.63.129.16 is Azure's platform.
    private static readonly IPNetwork[] Special4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Global unicast, without the blocks for protocols (Teredo), documentation and 6to4.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Special6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    // An IPv4 address that a gateway translates is in the last four bytes.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Returns whether an address is public.</summary>
    /// <param name="address">The address.</param>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Contains(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Special4.Any(network => network.Contains(address));
        if (Translated.Contains(address))
            return Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return Global6.Contains(address) && !Special6.Any(network => network.Contains(address));
    }

    private static IPNetwork[] Parse(params string[] networks) =>
        [.. networks.Select(network => IPNetwork.Parse(network))];
}
