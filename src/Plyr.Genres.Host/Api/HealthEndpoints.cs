using Microsoft.Extensions.Diagnostics.HealthChecks;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoint that reports whether the host is ready.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", GetAsync)
            .WithTags("Health")
            .WithName("GetHealth")
            .WithSummary("Returns whether the host is ready, with the reasons.")
            .Produces<HealthView>()
            .Produces<HealthView>(503);

    private static async Task<IResult> GetAsync(
        HealthCheckService checks, HostSettings settings, TrackGenres genres, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        var reasons = report.Entries.Values
            .OrderBy(entry => entry.Status)
            .Select(entry => entry.Description)
            .OfType<string>()
            .ToArray();
        var ready = report.Status is not HealthStatus.Unhealthy;
        var model = genres.GetStatus();
        var view = new HealthView(
            report.Status,
            ready,
            settings.Model is ModelKind.Simulator,
            ClassificationOf(model),
            reasons,
            settings.MaxUploadBytes,
            model.Since?.UtcDateTime,
            reasons.Contains(StartReport.Guest));
        return TypedResults.Json(
            view, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string ClassificationOf(GenreModelStatus model) => model switch
    {
        { Enabled: false } => "disabled",
        { Failure: { } failure } when FailureText.StopsEverything(failure) => "blocked",
        _ => "enabled",
    };
}
