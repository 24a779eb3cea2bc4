using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Simulator;

/// <summary>The ledger and the faults over HTTP. These requests are neither written down nor met by faults.</summary>
internal sealed class ControlEndpoints(Ledger ledger, FaultScript faults)
{
    public const string Path = "/_simulator";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions WholeJson = new(Json) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/ledger", context => Answers.WriteJsonAsync(context, 200, JsonSerializer.SerializeToUtf8Bytes(ledger.Read(), WholeJson)));
        routes.MapDelete(Path + "/ledger", context => Done(context, ledger.Reset));
        routes.MapGet(Path + "/faults", context => Answers.WriteJsonAsync(context, 200, JsonSerializer.SerializeToUtf8Bytes(faults.Pending, Json)));
        routes.MapDelete(Path + "/faults", context => Done(context, faults.Clear));
        routes.MapPost(Path + "/faults", (RequestDelegate)AddFaultAsync);
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            var fault = await JsonSerializer.DeserializeAsync<Fault>(context.Request.Body, Json, context.RequestAborted)
                ?? throw new JsonException("The fault is null.");
            faults.Add(fault);
            await Answers.WriteJsonAsync(context, StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(fault, Json));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            await new Problem(StatusCodes.Status400BadRequest, "Not a fault", exception.Message).WriteAsync(context);
        }
    }

    private static Task Done(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
