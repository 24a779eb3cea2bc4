using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Plyr.Genres.Host;

/// <summary>Where a started host listens, with the port that it got.</summary>
internal static class ListenAddress
{
    public static Uri Of(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.Count > 0
            ? new Uri(addresses.First())
            : throw new InvalidOperationException("The host does not listen yet.");
    }
}
