using System.Net;
using System.Net.Sockets;

namespace Plyr.Genres.Simulator;

/// <summary>Creates the HTTP client that fetches audio.</summary>
internal static class AudioConnections
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/127", "64:ff9b::/96", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <param name="publicOnly">Whether connections to loopback and private addresses are refused.</param>
    public static HttpClient CreateClient(bool publicOnly)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (publicOnly)
        {
            // A proxy would bypass the check of addresses.
            handler.UseProxy = false;
            handler.ConnectCallback = ConnectAsync;
        }
        else
        {
            handler.Proxy = new RemoteProxy(HttpClient.DefaultProxy);
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static bool IsPublic(IPAddress address) => !NotPublic.Any(network => network.Contains(Plain(address)));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = Array.FindAll(await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken), IsPublic);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.ConnectionRefused);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Represents the proxy of the environment, which is not used for this machine.</summary>
    private sealed class RemoteProxy(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => IsLocal(host) || proxy.IsBypassed(host);

        private static bool IsLocal(Uri address)
        {
            var name = address.IdnHost.TrimEnd('.');
            return IPAddress.TryParse(name, out var ip)
                ? IPAddress.IsLoopback(Plain(ip)) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
                : $".{name}".EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        }
    }
}
