using System.Buffers;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>The face of the same model run by Cog: no token, one answer when the run has ended, its output within.</summary>
internal sealed class CogEndpoints(ModelRun model, Ledger ledger, SimulatorOptions options) : IDisposable
{
    public const string Path = "/predictions";

    private static readonly byte[] Busy = """{"error":"At capacity - all prediction slots busy","status":"failed"}"""u8.ToArray();

    private readonly SemaphoreSlim _slots = new(options.CogSlots);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (RequestDelegate)PredictAsync);
        routes.MapGet("/health-check", (RequestDelegate)HealthAsync);
    }

    public void Dispose() => _slots.Dispose();

    private async Task PredictAsync(HttpContext context)
    {
        var faults = new List<InvalidField>();
        var (input, id) = await ReadAsync(context, faults);
        if (faults.Count > 0)
        {
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, json => CogJson.WriteFaults(json, faults));
            return;
        }

        if (!_slots.Wait(0, CancellationToken.None))
        {
            await Answers.WriteJsonAsync(context, StatusCodes.Status409Conflict, Busy);
            return;
        }

        ledger.CogRunStarted();
        var started = options.TimeProvider.GetTimestamp();
        try
        {
            // Dropping the connection ends the run.
            var output = await model.ExecuteAsync(input!, context.RequestAborted);
            await WriteAsync(context, StatusCodes.Status200OK, json => CogJson.WriteEnd(json, id, output.WriteDataUri(), null, Elapsed()));
        }
        catch (ModelFailure failure)
        {
            await WriteAsync(context, StatusCodes.Status200OK, json => CogJson.WriteEnd(json, id, null, failure.Message, Elapsed()));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be answered.
        }
        finally
        {
            ledger.RunEnded();
            _slots.Release();
        }

        double Elapsed() => options.TimeProvider.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<(ModelInput? Input, string? Id)> ReadAsync(HttpContext context, List<InvalidField> faults)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
                return (InputFields.Read(body.RootElement, faults), InputFields.String(body.RootElement, "id", "", faults));
        }
        catch (JsonException)
        {
            // Reported like any other body that is no request.
        }

        faults.Add(new InvalidField("value_error.jsondecode", "", "the body must be a JSON object"));
        return (null, null);
    }

    private Task HealthAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status200OK, json => CogJson.WriteHealth(json, _slots.CurrentCount == 0 ? "BUSY" : "READY"));

    private static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, PredictionJson.Writing))
            write(json);
        return Answers.WriteJsonAsync(context, status, body.WrittenMemory);
    }
}
