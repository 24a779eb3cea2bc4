using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Plyr.Genres.Host;

/// <summary>Provides the address that a started host listens on, with the actual port.</summary>
internal static class ListenAddress
{
    public static Uri Of(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.Count > 0
            ? new Uri(addresses.First())
            : throw new InvalidOperationException("The host is not listening yet.");
    }
}
