using Microsoft.AspNetCore.Http.HttpResults;
using Plyr.Genres.Host.Backfills;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoints that start, stop and show the backfill.</summary>
internal static class BackfillEndpoints
{
    private const string Path = "/backfill";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var backfill = routes.MapGroup(Path).WithTags("Backfill");
        backfill.MapGet("", (PageBackfill running) => TypedResults.Ok(running.Status))
            .WithName("GetBackfill")
            .WithSummary("Returns the state of the backfill, or how the last one ended.");
        backfill.MapPost("", Start)
            .WithName("StartBackfill")
            .WithSummary("Runs the model for the tracks that need it; limit is the maximum number of tracks.")
            .RefuseGuests()
            .ProducesProblem(400)
            .ProducesProblem(409);
        backfill.MapDelete("", Stop)
            .WithName("StopBackfill")
            .WithSummary("Stops the backfill. Runs in flight finish and are stored.");
    }

    private static Results<Accepted<BackfillStatus>, ProblemHttpResult> Start(
        PageBackfill backfill, TrackGenres genres, HostSettings settings, BackfillRequest? request = null)
    {
        if (request?.Limit < 1)
            return Problems.Invalid("limit must be 1 or more, or omitted.");
        if (!genres.GetStatus().Enabled)
            return Problems.AnalysisDisabled(settings);
        return backfill.TryStart(request?.Limit)
            ? TypedResults.Accepted(Path, backfill.Status)
            : Problems.BackfillRunning();
    }

    private static Accepted<BackfillStatus> Stop(PageBackfill backfill)
    {
        backfill.Stop();
        return TypedResults.Accepted(Path, backfill.Status);
    }
}

/// <summary>The body of a request to start a backfill.</summary>
/// <param name="Limit">The maximum number of tracks to run the model for; all by default.</param>
internal sealed record BackfillRequest(int? Limit);
