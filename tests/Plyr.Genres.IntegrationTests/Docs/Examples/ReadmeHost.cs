using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
// snippet: readme-host
using Plyr.Genres;
// end

namespace Example.Readme;

internal static class ReadmeHost
{
    public static WebApplicationBuilder Create(string[] args)
    {
        // snippet: readme-host
        var builder = WebApplication.CreateBuilder(args);
        // end
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, Action<IServiceCollection>? configure = null)
    {
        // snippet: readme-host
        builder.Services.AddPlyrGenres(builder.Configuration).UseTrackStore<MyTrackStore>();
        // end
        configure?.Invoke(builder.Services);
        // snippet: readme-host
        var app = builder.Build();

        app.MapGet("/tracks/{id:long}/recommended-tags", async (
            long id, TrackGenres genres, CancellationToken aborted) =>
            await genres.RecommendTagsAsync(id, limit: 5, aborted) is { } suggestions
                ? Results.Ok(suggestions)
                : Results.NotFound());
        // end
        return app;
    }

    public static void Run(WebApplication app)
    {
        // snippet: readme-host
        app.Run();
        // end
    }
}
