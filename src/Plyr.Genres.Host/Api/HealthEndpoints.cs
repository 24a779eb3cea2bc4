using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Says whether the host is ready, and why not.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", GetAsync).WithTags("Health").WithName("GetHealth").WithSummary("Ready or not, with the reasons.")
            .Produces<HealthView>().Produces<HealthView>(503);

    private static async Task<IResult> GetAsync(
        HostSettings settings, ITrackCatalog catalog, IOptionsMonitor<PlyrGenresOptions> options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var ready = true;
        var reasons = new List<string>();
        if (settings.IsSimulated)
            reasons.Add("The simulator stands in for Replicate; suggestions are made up.");
        else if (!settings.HasModel)
        {
            ready = false;
            reasons.Add($"{SettingNames.Token} is missing and the simulator is off, so nothing is classified.");
        }

        try
        {
            await catalog.CheckWritableAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException)
        {
            // The reason goes to who runs the host; a visitor needs no path of the server.
            HealthLog.NotWritable(loggers.CreateLogger(typeof(HealthEndpoints).FullName!), exception);
            ready = false;
            reasons.Add("The database can't be written.");
        }

        var enabled = options.CurrentValue.Enabled;
        if (!enabled && (settings.HasModel || settings.IsSimulated))
            reasons.Add($"Classification is switched off by {SettingNames.Enabled}.");
        return TypedResults.Json(new HealthView(ready, settings.IsSimulated, enabled ? "enabled" : "disabled", reasons), statusCode: ready ? 200 : 503);
    }
}
