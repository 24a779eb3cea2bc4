using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Plyr.Genres.Simulator;

/// <summary>Validates the body of a create as strictly as Replicate does, and reports every error at once.</summary>
internal static class CreateBody
{
    // Larger audio belongs to the Files API.
    private const int LargestBody = 10_000_000;

    private static readonly string[] Webhooks = ["webhook", "webhook_events_filter"];
    private static readonly string[] Members = ["version", "input", "stream", .. Webhooks];

    public static async Task<(ModelInput? Input, Problem? Problem)> ReadAsync(HttpContext context, string version)
    {
        if (context.Request.ContentLength > LargestBody)
            return (null, Problems.Of(413));
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
        try
        {
            var body = context.Request.Body;
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: context.RequestAborted);
            return Read(json.RootElement, version);
        }
        catch (JsonException)
        {
            return (null, Problems.NotJson);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, Problems.Of(exception.StatusCode));
        }
    }

    private static (ModelInput? Input, Problem? Problem) Read(JsonElement body, string version)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return (null, Problems.Invalid([InvalidField.WrongType("", "object", InputFields.NameOf(body))]));

        var faults = new List<InvalidField>();
        var given = InputFields.String(body, "version", "", faults);
        if (given is null && faults.Count == 0)
            faults.Add(InvalidField.Required("", "version"));
        var input = InputFields.Read(body, faults);
        var names = body.EnumerateObject().Select(member => member.Name).ToList();
        faults.AddRange(names.Except(Members).Select(InvalidField.Additional));
        faults.AddRange(names.Intersect(Webhooks).Select(Unsupported));
        if (faults.Count > 0)
            return (null, Problems.Invalid(faults));

        // A version may follow the name of its model.
        return given!.Split(':')[^1] == version ? (input, null) : (null, Problems.InvalidVersion);
    }

    // An accepted webhook that is never called would leave the client waiting.
    private static InvalidField Unsupported(string name) =>
        new("unsupported", name, "The simulator doesn't call webhooks. Omit it and poll the prediction.");
}
