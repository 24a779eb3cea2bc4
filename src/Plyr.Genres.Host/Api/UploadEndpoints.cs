using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.Host.Uploads;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoints that upload a new track, or new audio for a track.</summary>
internal static class UploadEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // The reader limits the size and responds with a reason. The server's limit would only close the connection.
        var tracks = routes.MapGroup("/tracks")
            .WithTags("Uploads")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .RefuseGuests()
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(507);
        tracks.MapPost("", AddAsync)
            .WithName("AddTrack")
            .WithSummary(
                "Uploads a recording: file, title and artist (by default those in the file), tags (a JSON array), "
                + "auto_tag.")
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<TrackView>(201);
        tracks.MapPut("/{id:long}/audio", ReplaceAsync)
            .WithName("ReplaceAudio")
            .WithSummary("Replaces a track's recording. Its predictions become stale.")
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<TrackView>()
            .ProducesProblem(404);
    }

    private static Task<IResult> AddAsync(
        HttpRequest request, UploadReader reader, TrackUploads uploads, FailureText failures,
        CancellationToken cancellationToken)
    {
        return WithUploadAsync(request, reader, StoreAsync, cancellationToken);

        async Task<IResult> StoreAsync(UploadForm form, IncomingAudio audio)
        {
            if (NewTrackForm.Read(form, audio.Description, out var problem) is not { } track)
                return Problems.Invalid(problem!);
            var stored = await uploads.AddAsync(track, audio, cancellationToken);
            return TypedResults.Created($"/tracks/{stored.Id}", TrackView.Of(stored, failures));
        }
    }

    private static async Task<IResult> ReplaceAsync(
        long id, HttpRequest request, UploadReader reader, TrackUploads uploads, ITrackCatalog catalog,
        FailureText failures, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is null)
            return Problems.UnknownTrack(id);
        return await WithUploadAsync(request, reader, StoreAsync, cancellationToken);

        async Task<IResult> StoreAsync(UploadForm form, IncomingAudio audio) =>
            await uploads.ReplaceAsync(id, audio, cancellationToken) is { } stored
                ? TypedResults.Ok(TrackView.Of(stored, failures))
                : Problems.UnknownTrack(id);
    }

    private static async Task<IResult> WithUploadAsync(
        HttpRequest request, UploadReader reader, Func<UploadForm, IncomingAudio, Task<IResult>> store,
        CancellationToken cancellationToken)
    {
        if (!UploadReader.TryGetBoundary(request, out _))
            return Problems.NotMultipart();
        try
        {
            using var form = await reader.ReadAsync(request, cancellationToken);
            return form.Audio is { } audio
                ? await store(form, audio)
                : Problems.Invalid("The upload contains no file; send the recording in the field 'file'.");
        }
        catch (AudioRefusedException refusal)
        {
            return Problems.Refused(refusal);
        }
        catch (InvalidDataException malformed)
        {
            return Problems.Invalid(malformed.Message);
        }
    }
}
