using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>Reports whether the host is ready, and why not.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", GetAsync).WithTags("Health").WithName("GetHealth").WithSummary(
            "Ready or not, with the reasons.")
            .Produces<HealthView>().Produces<HealthView>(503);

    private static async Task<IResult> GetAsync(
        HealthCheckService checks, HostSettings settings, IOptionsMonitor<PlyrGenresOptions> options,
        CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        var reasons =
            report.Entries.Values.OrderBy(entry => entry.Status).Select(entry => entry.Description).OfType<string>();
        var ready = report.Status is not HealthStatus.Unhealthy;
        var view = new HealthView(
            report.Status, ready, settings.Model is ModelKind.Simulator,
            options.CurrentValue.Enabled ? "enabled" : "disabled", [.. reasons]);
        return TypedResults.Json(
            view, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
