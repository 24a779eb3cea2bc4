using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
// snippet: getting-started
using Plyr.Genres;
// end

namespace Example.GettingStarted;

/// <summary>The host of getting-started.md, and the worker of queues.md.</summary>
internal static class GettingStarted
{
    public static WebApplication Build(string[] args)
    {
        // snippet: getting-started
        var builder = WebApplication.CreateBuilder(args);

        // Tracks in memory, to begin with.
        var tracks = new InMemoryTrackExtraStore();
        var audio = new Uri(builder.Configuration["AUDIO_URL"]!);
        tracks.Put(new Track { Id = 1, FileId = "first-recording", Audio = audio, Tags = ["live"] });

        builder.Services.AddPlyrGenres(builder.Configuration).UseTrackStore(tracks);

        var app = builder.Build();

        app.MapGet("/tracks/{id:long}/recommended-tags", async (
            long id, TrackGenres genres, CancellationToken aborted, int limit = 5) =>
        {
            if (limit is < 1 or > 20)
                return Results.Problem("limit must be from 1 to 20.", statusCode: 400);
            return await genres.RecommendTagsAsync(id, limit, aborted) is { } suggestions
                ? Results.Ok(suggestions)
                : Results.NotFound();
        });
        // end
        return app;
    }

    public static void Run(WebApplication app)
    {
        // snippet: getting-started
        app.Run();
        // end
    }

    public static void AddWorker(WebApplicationBuilder builder)
    {
        // snippet: worker-registration
        builder.Services.AddSingleton<ClassificationWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ClassificationWorker>());
        // end
    }

    public static void MapUpload(WebApplication app, InMemoryTrackExtraStore tracks)
    {
        // snippet: worker-upload
        app.MapPost("/tracks/{id:long}", (
            long id, string fileId, Uri audioUrl, bool autoTag, ClassificationWorker worker) =>
        {
            tracks.Put(
                new Track { Id = id, FileId = fileId, Audio = audioUrl },
                extra: autoTag ? """{"auto_tag": true}""" : null);
            worker.Add(id);
            return Results.Created($"/tracks/{id}", null);
        });
        // end

        app.MapGet(
            "/tracks/{id:long}",
            async (long id) => await tracks.FindAsync(id) is { } track ? Results.Ok(track.Tags) : Results.NotFound());
    }
}
