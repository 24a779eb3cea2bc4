using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Represents the two origins of the simulator: the API, and the file host that serves outputs and recordings.
/// </summary>
/// <param name="address">The address to listen on.</param>
internal sealed class Origins(IPAddress address)
{
    private ListenOptions? _api;
    private ListenOptions? _files;

    /// <summary>Gets the address of the API for clients on this machine.</summary>
    public Uri Api => On(LocalName, _api);

    /// <summary>Gets the address of the file host for clients on this machine.</summary>
    public Uri Files => On(LocalName, _files);

    private bool IsAnyAddress => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // Clients can't connect to a wildcard address.
    private string LocalName => IsAnyAddress ? "127.0.0.1" : NameOf(address);

    public void Listen(KestrelServerOptions kestrel, SimulatorOptions options)
    {
        kestrel.Listen(address, options.Port, listen => _api = listen);
        kestrel.Listen(address, options.FilePort, listen => _files = listen);
    }

    public bool IsFiles(ConnectionInfo connection) => connection.LocalPort == _files!.IPEndPoint!.Port;

    /// <summary>
    /// Returns the origins for a client. With a wildcard, as in a container, they have the host name of the request.
    /// </summary>
    public (Uri Api, Uri Files) For(HttpRequest request) => IsAnyAddress && request.Host.HasValue
        ? (new Uri($"http://{request.Host}/"), On(request.Host.Host, _files))
        : (Api, Files);

    private static string NameOf(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";

    // A free port is known once the server listens.
    private static Uri On(string name, ListenOptions? listen) => new($"http://{name}:{listen!.IPEndPoint!.Port}/");
}
