using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Plyr.Genres.Simulator;

/// <summary>The two origins: the API, and the one where outputs and recordings are and no token belongs.</summary>
internal sealed class Origins
{
    private ListenOptions? _api;
    private ListenOptions? _files;

    public Uri Api => Address(_api);

    public Uri Files => Address(_files);

    public void Listen(KestrelServerOptions kestrel, SimulatorOptions options)
    {
        kestrel.Listen(IPAddress.Loopback, options.Port, listen => _api = listen);
        kestrel.Listen(IPAddress.Loopback, options.FilePort, listen => _files = listen);
    }

    public bool IsFiles(ConnectionInfo connection) => connection.LocalPort == _files!.IPEndPoint!.Port;

    // A free port is known once the server listens.
    private static Uri Address(ListenOptions? listen) => new($"http://127.0.0.1:{listen!.IPEndPoint!.Port}/");
}
