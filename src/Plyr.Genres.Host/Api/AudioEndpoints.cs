using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// Provides the audio endpoints, which support range requests: by track for players, by content for the model.
/// </summary>
internal static class AudioEndpoints
{
    // The response has the recording's media type, and OpenAPI can't specify a pattern.
    private const string Binary = "application/octet-stream";

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var audio = routes.MapGroup("").WithTags("Audio").ProducesProblem(404);
        audio.MapMethods("/tracks/{id:long}/audio", ReadMethods, ByTrackAsync)
            .WithName("GetTrackAudio")
            .WithSummary("Returns the track's current recording.")
            .Produces(200, contentType: Binary)
            .Produces(206, contentType: Binary);
        audio.MapMethods("/audio/{fileId}", ReadMethods, ByFileAsync)
            .WithName("GetAudio")
            .WithSummary("Returns a recording by the SHA-256 of its content, which never changes.")
            .Produces(200, contentType: Binary)
            .Produces(206, contentType: Binary);
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> ByTrackAsync(
        long id, HttpResponse response, ITrackCatalog catalog, AudioStore audio, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is not { } stored)
            return Problems.UnknownTrack(id);
        response.Headers.CacheControl = "no-cache";
        return stored.AudioSize > 0 ? File(stored.Track.FileId, stored.ContentType, audio) : Problems.UnknownAudio();
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> ByFileAsync(
        string fileId, HttpResponse response, ITrackCatalog catalog, AudioStore audio,
        CancellationToken cancellationToken)
    {
        if (!AudioStore.IsFileId(fileId)
            || await catalog.FindContentTypeAsync(fileId, cancellationToken) is not { } contentType)
            return Problems.UnknownAudio();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return File(fileId, contentType, audio);
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> File(
        string? fileId, string contentType, AudioStore audio) =>
        audio.Find(fileId) is { } path
            ? TypedResults.PhysicalFile(
                path, contentType, entityTag: new EntityTagHeaderValue($"\"{fileId}\""), enableRangeProcessing: true)
            : Problems.UnknownAudio();
}
