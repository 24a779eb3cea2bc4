using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoints for the genres of one track.</summary>
internal static class GenreEndpoints
{
    private const int DefaultLimit = 5;
    private const int MaxLimit = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var genres = routes.MapGroup("/tracks/{id:long}").WithTags("Genres").ProducesProblem(404);
        genres.MapGet("/recommended-tags", RecommendAsync)
            .WithName("RecommendTags")
            .WithSummary("Returns tags to suggest for a track; limit is 1 to 20, by default 5.")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(429);
        genres.MapGet("/genres", ExplainAsync)
            .WithName("GetGenres")
            .WithSummary("Returns the predictions of the current recording, each with the labels it is based on.");
        genres.MapPost("/genres/renormalize", RenormalizeAsync)
            .WithName("RenormalizeGenres")
            .WithSummary(
                "Computes the predictions again from the kept scores, without a run; reapply_auto_tags=true also "
                + "replaces the auto-tags.")
            .ProducesProblem(400);
        genres.MapPost("/genres/analyse", AnalyseEndpoint.PostAsync)
            .WithName("AnalyseTrack")
            .WithSummary("Queues a run for the track, even if a failure is recorded. Fresh predictions are kept.")
            .ProducesProblem(409)
            .ProducesProblem(429);
        genres.MapDelete("/auto-tags", RemoveAutoTagsAsync)
            .WithName("RemoveAutoTags")
            .WithSummary("Undoes auto-tagging: removes the tags that it added, and keeps the predictions.");
        genres.MapDelete("/genres", ForgetAsync)
            .WithName("ForgetGenres")
            .WithSummary("Removes all genre data of a track, and the tags that were added from it.");
    }

    private static async Task<Results<Ok<TagRecommendations>, ProblemHttpResult>> RecommendAsync(
        long id, string? limit, HttpContext context, TrackGenres genres, OnDemandLimits limits,
        CancellationToken cancellationToken)
    {
        // Bound as text, so that text that isn't a number gets the same message as a number out of range.
        var count = DefaultLimit;
        var isNumber = limit is null
            || int.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count);
        if (!isNumber || count is < 1 or > MaxLimit)
            return Problems.Invalid($"limit must be a whole number from 1 to {MaxLimit}.");
        if (await genres.RecommendTagsWithoutRunAsync(id, count, cancellationToken) is not { } known)
            return Problems.UnknownTrack(id);
        if (known.Status is not RecommendationStatus.NotAsked)
            return TypedResults.Ok(known);

        // From here on the request may start a run.
        if (SecurityHeaders.IsCrossSite(context.Request))
            return Problems.CrossSite();
        if (!limits.TryTake(context, out var seconds))
            return Problems.TooManyRuns(seconds);
        return await genres.RecommendTagsAsync(id, count, cancellationToken) is { } tags
            ? TypedResults.Ok(tags)
            : Problems.UnknownTrack(id);
    }

    private static async Task<Results<Ok<ExplainedGenresView>, ProblemHttpResult>> ExplainAsync(
        long id, TrackGenres genres, ITrackCatalog catalog, FailureText failures,
        CancellationToken cancellationToken) =>
        await catalog.FindAsync(id, cancellationToken) is { } stored
            && await genres.ExplainAsync(id, cancellationToken) is { } explanation
            ? TypedResults.Ok(ExplainedGenresView.Of(stored, explanation, failures))
            : Problems.UnknownTrack(id);

    private static async Task<Results<Ok<TrackClassification>, ProblemHttpResult>> RenormalizeAsync(
        long id, TrackGenres genres, CancellationToken cancellationToken,
        [FromQuery(Name = "reapply_auto_tags")] bool reapplyAutoTags = false) =>
        await genres.RenormalizeAsync(id, reapplyAutoTags, cancellationToken) is { } result
            ? TypedResults.Ok(result)
            : Problems.UnknownTrack(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAutoTagsAsync(
        long id, TrackGenres genres, CancellationToken cancellationToken) =>
        await genres.RemoveAutoTagsAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.UnknownTrack(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(
        long id, TrackGenres genres, ITrackCatalog catalog, CancellationToken cancellationToken)
    {
        // First, so that no queued job classifies the track again.
        await catalog.CancelAsync(id, cancellationToken);
        return await genres.ForgetAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.UnknownTrack(id);
    }
}
