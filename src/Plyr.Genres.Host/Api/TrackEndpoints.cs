using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Tracks: list, show, edit, delete. Uploads are in <see cref="UploadEndpoints"/>.</summary>
internal static class TrackEndpoints
{
    private const int MaxEditBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tracks = routes.MapGroup("/tracks").WithTags("Tracks");
        tracks.MapGet("", ListAsync).WithName("ListTracks").WithSummary(
            "Lists tracks by id, page by page.").ProducesProblem(400);
        tracks.MapGet("/{id:long}", GetAsync).WithName("GetTrack").WithSummary("Shows one track.").ProducesProblem(404);
        tracks.MapPut("/{id:long}", EditAsync).WithName("EditTrack").WithSummary(
            "Sets the title and exactly these tags.")
            .WithMetadata(
                new RequestSizeLimitAttribute(MaxEditBytes))
            .RefuseGuests()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413);
        tracks.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteTrack").WithSummary(
            "Deletes a track, and its audio if no other track has it.")
            .RefuseGuests().ProducesProblem(404);
    }

    private static async Task<Results<Ok<TrackPage>, ProblemHttpResult>> ListAsync(
        ITrackCatalog catalog, CancellationToken cancellationToken, long after = 0, int take = TrackPage.DefaultTake)
    {
        if (TrackPage.ProblemOf(take) is { } problem)
            return Problems.Invalid(problem);
        return TypedResults.Ok(TrackPage.Of(await catalog.ListAsync(after, take + 1, cancellationToken), take));
    }

    private static async Task<Results<Ok<TrackView>, ProblemHttpResult>> GetAsync(
        long id, ITrackCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(id, cancellationToken) is { } track
            ? TypedResults.Ok(TrackView.Of(track))
            : Problems.UnknownTrack(id);

    private static async Task<Results<Ok<TrackView>, ProblemHttpResult>> EditAsync(
        long id, TrackEdit edit, ITrackCatalog catalog, CancellationToken cancellationToken)
    {
        if (TrackText.Line("title", edit.Title, TrackText.MaxTitleLength, out var problem) is not { } title)
            return Problems.Invalid(problem!);
        if (edit.Tags is null)
            return Problems.Invalid("The tags are missing; send all tags of the track as a list, [] for none.");
        if (TrackText.Tags(edit.Tags, out problem) is not { } tags)
            return Problems.Invalid(problem!);
        try
        {
            var edited = await catalog.EditAsync(
                id, title, current => TagRebase.On(tags, edit.FormerTags, current), cancellationToken);
            return edited is null ? Problems.UnknownTrack(id) : TypedResults.Ok(TrackView.Of(edited));
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
