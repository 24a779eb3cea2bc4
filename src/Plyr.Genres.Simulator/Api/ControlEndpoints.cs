using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Provides the ledger, the uploaded files and the faults over HTTP. These requests are not recorded, and faults don't
/// apply to them.
/// </summary>
internal sealed class ControlEndpoints(Ledger ledger, UploadStore uploads, FaultScript faults)
{
    public const string Path = "/_simulator";

    private static readonly JsonSerializerOptions WholeJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions FaultJson = new(WholeJson)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/ledger", context => WriteAsync(context, ledger.Read(), WholeJson));
        routes.MapDelete(Path + "/ledger", context => Done(context, ledger.Reset));
        routes.MapGet(Path + "/files", context => WriteAsync(context, uploads.Files, WholeJson));
        routes.MapGet(Path + "/faults", context => WriteAsync(context, faults.Pending, FaultJson));
        routes.MapDelete(Path + "/faults", context => Done(context, faults.Clear));
        routes.MapPost(Path + "/faults", (RequestDelegate)AddFaultAsync);
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            var body = context.Request.Body;
            var fault = await JsonSerializer.DeserializeAsync<Fault>(body, FaultJson, context.RequestAborted)
                ?? throw new JsonException("The fault is null.");
            faults.Add(fault);
            await WriteAsync(context, fault, FaultJson, StatusCodes.Status201Created);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            await new Problem(StatusCodes.Status400BadRequest, "Not a fault", exception.Message).WriteAsync(context);
        }
    }

    private static Task WriteAsync<T>(
        HttpContext context, T value, JsonSerializerOptions options, int status = StatusCodes.Status200OK) =>
        Answers.WriteJsonAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(value, options));

    private static Task Done(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
