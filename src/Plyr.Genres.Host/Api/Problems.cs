using Microsoft.AspNetCore.Http.HttpResults;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Api;

/// <summary>Every refusal of the API, as problem+json: what happened, and a code for programs.</summary>
internal static class Problems
{
    public static ProblemHttpResult UnknownTrack(long id) => Make(404, "unknown_track", $"There is no track {id}.");

    public static ProblemHttpResult UnknownAudio() => Make(404, "unknown_audio", "There is no such audio file.");

    public static ProblemHttpResult Invalid(string detail) => Make(400, "invalid_request", detail);

    public static ProblemHttpResult NotMultipart() => Make(415, "not_multipart", "Send the upload as multipart/form-data.");

    public static ProblemHttpResult CrossSite() => Make(403, "cross_site", "Changes are accepted from this host's own pages and from programs, not from other sites' pages.");

    public static ProblemHttpResult TooManyRuns() => Make(
        429, "too_many_runs", "Too many suggestions were asked for that the model would have to be paid for. Wait as long as Retry-After says; what is stored is served all the same.");

    public static ProblemHttpResult TooLarge(long maxBytes) =>
        Make(413, "audio_too_large", $"The file is larger than {maxBytes} bytes, the most that is accepted here.");

    public static ProblemHttpResult Refused(AudioRefusedException refusal) => refusal.Refusal switch
    {
        AudioRefusal.Empty => Make(400, "audio_empty", refusal.Message),
        AudioRefusal.TooLarge => Make(413, "audio_too_large", refusal.Message),
        _ => Make(415, "not_audio", refusal.Message),
    };

    private static ProblemHttpResult Make(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
