using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the error responses of the API as problem+json, with a code for programs.</summary>
internal static class Problems
{
    public static ProblemHttpResult UnknownTrack(long id) => Make(
        404, "unknown_track", $"Track {id} does not exist, or was deleted in the meantime.");

    public static ProblemHttpResult UnknownAudio() => Make(404, "unknown_audio", "There is no such audio file.");

    public static ProblemHttpResult Invalid(string detail) => Make(400, "invalid_request", detail);

    public static ProblemHttpResult NotMultipart() =>
        Make(415, "not_multipart", "Send the upload as multipart/form-data.");

    public static ProblemHttpResult CrossSite() => Make(
        403,
        "cross_site",
        "Changes, and suggestions that start a run, are accepted from this host's own pages and from programs, "
        + "not from other sites' pages.");

    public static ProblemHttpResult GuestTables() => Make(
        409,
        "guest_tables",
        "The tracks belong to another program, so this host doesn't add, edit or delete any. It only suggests tags. "
        + "Make the change in that program.");

    public static ProblemHttpResult TooManyTags(TooManyTagsException refusal) =>
        Make(409, "too_many_tags", refusal.Message);

    public static ProblemHttpResult TooManyRuns(int seconds) => Make(
        429,
        "too_many_runs",
        $"Too many analyses were started. Wait {(seconds == 1 ? "1 second" : $"{seconds} seconds")} and try again.");

    public static ProblemHttpResult AnalysisDisabled(HostSettings settings) => Make(
        409,
        "analysis_disabled",
        settings.Model is ModelKind.None
            ? StartReport.Missing(settings)
            : StartReport.SwitchedOff);

    public static ProblemHttpResult BackfillRunning() => Make(
        409,
        "backfill_running",
        "An analysis of the library is already running. Wait until it ends, or stop it first.");

    public static ProblemHttpResult NoAudio() => Make(
        409, "no_audio", "The track has no audio that the model may use. Upload a recording.");

    public static ProblemHttpResult Refused(AudioRefusedException refusal) => refusal.Refusal switch
    {
        AudioRefusal.Empty => Make(400, "audio_empty", refusal.Message),
        AudioRefusal.TooLarge => Make(413, "audio_too_large", refusal.Message),
        _ => Make(415, "not_audio", refusal.Message),
    };

    /// <summary>Adds a message and a code to an error response that the framework created.</summary>
    public static void Complete(ProblemDetails problem, Exception? exception)
    {
        var (code, detail) = problem.Status switch
        {
            400 => ("unreadable_request", "The request can't be read. Send it as /openapi/v1.json describes."),
            404 => ("unknown_address", "There is nothing at this address."),
            405 => ("unknown_method", "This address doesn't support the request's method."),
            413 => ("request_too_large", "The request is too large."),
            415 => ("wrong_content_type", "The request's content type is not supported."),
            507 => ("storage_full", "The host's disk is full, so nothing was stored. Free some space, then try again."),
            503 when exception is not null && StorageFailure.IsFolderUnavailable(exception) =>
                ("storage_unavailable", "The host's audio folder can't be written at the moment. Try again later."),
            503 => ("database_unavailable", "The database can't be used at the moment. Try again later."),
            _ => ("error", "The host failed unexpectedly. Its log contains the reason."),
        };
        problem.Detail ??= detail;
        problem.Extensions.TryAdd("code", code);
    }

    private static ProblemHttpResult Make(int status, string code, string detail) =>
        TypedResults.Problem(
            detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
