using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Provides the second origin: outputs, in the format of Replicate's file host, and recordings to classify.
/// </summary>
internal sealed class FileEndpoints(PredictionStore store, PredictionJson answers, AudioInspector inspector)
{
    public const string Outputs = "/outputs/";
    public const string Recordings = "/recordings/";

    private const double UsualSeconds = 3;
    private const double MostSeconds = 600;

    public static bool Serves(PathString path) =>
        path.StartsWithSegments(Outputs.TrimEnd('/')) || path.StartsWithSegments(Recordings.TrimEnd('/'));

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Outputs + "{key}/{name}", (RequestDelegate)OutputAsync);
        routes.MapGet(Recordings + "{name}.wav", (RequestDelegate)RecordingAsync);
    }

    private async Task OutputAsync(HttpContext context)
    {
        var prediction = store.FindByOutput((string)context.Request.RouteValues["key"]!);
        if (prediction?.State is not { Output: { } output } state || answers.IsRemoved(state))
        {
            var text = "Not found: outputs are kept for a limited time."u8.ToArray();
            await Answers.WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", text);
            return;
        }

        var file = output.Write();
        await SendAsync(context, file, SHA256.HashData(file), output.ContentType, state.CompletedAt);
    }

    private async Task RecordingAsync(HttpContext context)
    {
        var seconds = Seconds(context.Request.Query["seconds"]);
        var recording = Recording.Make((string)context.Request.RouteValues["name"]!, seconds);
        var hash = SHA256.HashData(recording);
        inspector.Remember(Convert.ToHexStringLower(hash), AudioInspector.FaultOf(TimeSpan.FromSeconds(seconds)));
        await SendAsync(context, recording, hash, "audio/wav", null);
    }

    private static double Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and <= MostSeconds
            ? seconds
            : UsualSeconds;

    private static Task SendAsync(
        HttpContext context, byte[] file, byte[] hash, string contentType, DateTimeOffset? lastModified)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public,max-age=3600";
        headers.AccessControlAllowOrigin = "*";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}\"");
        var answer = TypedResults.Bytes(
            file, contentType, enableRangeProcessing: true, lastModified: lastModified, entityTag: tag);
        return answer.ExecuteAsync(context);
    }
}
