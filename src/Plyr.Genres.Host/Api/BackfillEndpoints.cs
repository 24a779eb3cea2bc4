using Microsoft.AspNetCore.Http.HttpResults;
using Plyr.Genres.Host.Backfills;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>The backfill that a person starts and stops.</summary>
internal static class BackfillEndpoints
{
    private const string Path = "/backfill";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var backfill = routes.MapGroup(Path).WithTags("Backfill");
        backfill.MapGet("", (PageBackfill running) => TypedResults.Ok(running.Status)).WithName("GetBackfill")
            .WithSummary("The state of the backfill, or how the last one ended.");
        backfill.MapPost("", Start).WithName("StartBackfill").WithSummary(
            "Runs the model for the tracks that need it; at most for limit of them.")
            .RefuseGuests().ProducesProblem(400).ProducesProblem(409);
        backfill.MapDelete("", Stop).WithName("StopBackfill").WithSummary(
            "Stops the backfill; runs in flight finish and are stored.");
    }

    private static Results<Accepted<BackfillStatus>, ProblemHttpResult> Start(
        PageBackfill backfill, TrackGenres genres, HostSettings settings, BackfillRequest? request = null)
    {
        if (request?.Limit < 1)
            return Problems.Invalid("limit must be 1 or more, or not given.");
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
/// <param name="Limit">The number of tracks for which the model runs at most; all by default.</param>
internal sealed record BackfillRequest(int? Limit);
