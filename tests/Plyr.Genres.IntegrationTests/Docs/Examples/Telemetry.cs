using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
// snippet: telemetry
using Plyr.Genres;
// end

namespace Example.Telemetry;

internal static class Telemetry
{
    public static void Register(WebApplicationBuilder builder)
    {
        // snippet: telemetry
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(PlyrGenresDiagnostics.MeterName))
            .WithTracing(tracing => tracing.AddSource(PlyrGenresDiagnostics.ActivitySourceName));
        // end
    }
}
