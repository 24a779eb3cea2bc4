using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Example.Settings;

public static class Resilience
{
    public static void StandardHandler(WebApplicationBuilder builder)
    {
        // snippet: standard-resilience
        builder.Services.AddPlyrGenres(builder.Configuration).HttpClient.AddStandardResilienceHandler(options =>
        {
            options.Retry.DisableForUnsafeHttpMethods();
            options.AttemptTimeout.Timeout = TimeSpan.FromMinutes(10);
            options.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(10);
            options.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(20);
        });
        // end
    }
}
