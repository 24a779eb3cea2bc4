using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Plyr.Genres.Simulator;

/// <summary>The second origin: outputs as the file host serves them, and recordings that stand in for uploaded audio.</summary>
internal sealed class FileEndpoints(PredictionStore store, PredictionJson predictionJson)
{
    public const string Outputs = "/outputs/";
    public const string Recordings = "/recordings/";

    private const double UsualSeconds = 3;
    private const double MostSeconds = 600;

    public static bool Serves(PathString path) => path.StartsWithSegments("/outputs") || path.StartsWithSegments("/recordings");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Outputs + "{key}/{name}", (RequestDelegate)OutputAsync);
        routes.MapGet(Recordings + "{name}.wav", (RequestDelegate)RecordingAsync);
    }

    private async Task OutputAsync(HttpContext context)
    {
        var prediction = store.FindByOutput((string)context.Request.RouteValues["key"]!);
        if (prediction?.State is not { Output: { } output } state || predictionJson.IsRemoved(state))
        {
            await Answers.WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", "Not found: outputs are kept for a limited time."u8.ToArray());
            return;
        }

        await SendAsync(context, output.Write(), output.ContentType, state.CompletedAt);
    }

    private static async Task RecordingAsync(HttpContext context)
    {
        var seconds = context.Request.Query["seconds"] is [{ } text]
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is >= 0 and <= MostSeconds ? given : UsualSeconds;
        await SendAsync(context, Recording.Make((string)context.Request.RouteValues["name"]!, seconds), "audio/wav", null);
    }

    private static Task SendAsync(HttpContext context, byte[] file, string contentType, DateTimeOffset? lastModified)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public,max-age=3600";
        headers.AccessControlAllowOrigin = "*";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16))}\"");
        return TypedResults.Bytes(file, contentType, enableRangeProcessing: true, lastModified: lastModified, entityTag: tag).ExecuteAsync(context);
    }
}
