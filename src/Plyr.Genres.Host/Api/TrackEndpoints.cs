using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// Provides the endpoints that list, show, edit and delete tracks. Uploads are in <see cref="UploadEndpoints"/>.
/// </summary>
internal static class TrackEndpoints
{
    private const int MaxEditBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tracks = routes.MapGroup("/tracks").WithTags("Tracks");
        tracks.MapGet("", ListAsync)
            .WithName("ListTracks")
            .WithSummary(
                "Lists, searches and filters tracks, page by page. q: words in title, artist or tag; state: fresh, "
                + "stale, failed, missing or pending; sort: oldest, newest, title or artist; ids: only these tracks.")
            .Produces<TrackPage>()
            .Produces(304)
            .ProducesProblem(400);
        tracks.MapGet("/{id:long}", GetAsync)
            .WithName("GetTrack")
            .WithSummary("Returns a track.")
            .ProducesProblem(404);
        tracks.MapPut("/{id:long}", EditAsync)
            .WithName("EditTrack")
            .WithSummary("Sets the title and the tags of a track, and the artist if one is given.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxEditBytes))
            .RefuseGuests()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(413);
        tracks.MapDelete("/{id:long}", DeleteAsync)
            .WithName("DeleteTrack")
            .WithSummary("Deletes a track, and its audio if no other track uses it.")
            .RefuseGuests()
            .ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] TrackListRequest request, ITrackCatalog catalog, ITrackSearch search, FailureText failures,
        CancellationToken cancellationToken)
    {
        if (request.Ids is not null)
        {
            if (TrackListRequest.ParseIds(request.Ids) is not { } ids)
                return Problems.Invalid($"ids must be at most {TrackPage.MaxTake} numbers, separated by commas.");
            var found = await search.FindAsync(ids, cancellationToken);
            return Page(found, null, found.Count);
        }

        // Another program's tags are not normalized.
        var owns = await catalog.OwnsTracksAsync(cancellationToken);
        if (request.ToQuery(name => owns ? TrackText.Tag(name) : name, out var problem) is not { } query)
            return Problems.Invalid(problem!);
        var result = await search.ListAsync(query, cancellationToken);
        return Page(result.Tracks, result.Next, result.Total);

        ConditionalJson<TrackPage> Page(IReadOnlyList<StoredTrack> page, TrackCursor? next, long total) =>
            new(new TrackPage([.. page.Select(track => TrackView.Of(track, failures))], next?.ToString(), total));
    }

    private static async Task<Results<Ok<TrackView>, ProblemHttpResult>> GetAsync(
        long id, ITrackCatalog catalog, FailureText failures, CancellationToken cancellationToken) =>
        await catalog.FindAsync(id, cancellationToken) is { } track
            ? TypedResults.Ok(TrackView.Of(track, failures))
            : Problems.UnknownTrack(id);

    private static async Task<Results<Ok<TrackView>, ProblemHttpResult>> EditAsync(
        long id, TrackEdit edit, ITrackCatalog catalog, FailureText failures, CancellationToken cancellationToken)
    {
        if (TrackText.Line("title", edit.Title, TrackText.MaxTitleLength, out var problem) is not { } title)
            return Problems.Invalid(problem!);
        string? artist = null;
        if (edit.Artist is not null
            && (artist = TrackText.Line("artist", edit.Artist, TrackText.MaxTitleLength, out problem)) is null)
            return Problems.Invalid(problem!);
        if (edit.Tags is null)
            return Problems.Invalid("The tags are missing; send all tags of the track as a list, [] for none.");
        if (TrackText.Tags(edit.Tags, out problem) is not { } tags)
            return Problems.Invalid(problem!);
        try
        {
            var edited = await catalog.EditAsync(
                id, title, artist, current => TagRebase.On(tags, edit.FormerTags, current), cancellationToken);
            return edited is null ? Problems.UnknownTrack(id) : TypedResults.Ok(TrackView.Of(edited, failures));
        }
        catch (TooManyTagsException refusal)
        {
            return Problems.TooManyTags(refusal);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id, ITrackCatalog catalog, AudioRemoval audio, CancellationToken cancellationToken)
    {
        if (await catalog.DeleteAsync(id, cancellationToken) is not { } fileId)
            return Problems.UnknownTrack(id);
        if (fileId.Length > 0)
            await audio.RemoveIfUnusedAsync(fileId);
        return TypedResults.NoContent();
    }
}
