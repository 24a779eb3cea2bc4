using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Provides the API of the same model in a Cog server: without a token, and with one answer at the end of the run.
/// </summary>
internal sealed class CogEndpoints(ModelRun model, Ledger ledger, SimulatorOptions options) : IDisposable
{
    public const string Path = "/predictions";

    // The limit of current servers.
    private const long LargestBody = 100 * 1024 * 1024;

    private static readonly byte[] Busy =
        """{"error":"At capacity - all prediction slots busy","status":"failed"}"""u8.ToArray();

    private readonly SemaphoreSlim _slots = new(options.CogSlots);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (RequestDelegate)PredictAsync);
        routes.MapGet("/health-check", (RequestDelegate)HealthAsync);
    }

    public void Dispose() => _slots.Dispose();

    /// <summary>
    /// Runs the model. Takes a slot before reading the body, so that memory contains at most one body per slot.
    /// </summary>
    private async Task PredictAsync(HttpContext context)
    {
        if (!_slots.Wait(0, CancellationToken.None))
        {
            await Answers.WriteJsonAsync(context, StatusCodes.Status409Conflict, Busy);
            return;
        }

        try
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
            var faults = new List<InvalidField>();
            var (input, id) = await ReadAsync(context, faults);
            if (faults.Count == 0)
                await RunAsync(context, input!, id);
            else
                await Answers.WriteJsonAsync(context, 422, json => CogJson.WriteFaults(json, faults));
        }
        catch (BadHttpRequestException exception)
        {
            var message = exception.Message;
            await Answers.WriteJsonAsync(context, exception.StatusCode, json => CogJson.WriteError(json, message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Dropping the connection ends the run.
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task RunAsync(HttpContext context, ModelInput input, string? id)
    {
        ledger.CogRunStarted();
        var started = options.TimeProvider.GetTimestamp();
        try
        {
            var output = await model.ExecuteAsync(input, context.RequestAborted);
            await EndAsync(output.WriteDataUri(), null);
        }
        catch (ModelFailure failure)
        {
            await EndAsync(null, failure.Message);
        }
        finally
        {
            ledger.RunEnded();
        }

        Task EndAsync(string? output, string? error)
        {
            var seconds = options.TimeProvider.GetElapsedTime(started).TotalSeconds;
            return Answers.WriteJsonAsync(context, 200, json => CogJson.WriteEnd(json, id, output, error, seconds));
        }
    }

    private static async Task<(ModelInput? Input, string? Id)> ReadAsync(HttpContext context, List<InvalidField> faults)
    {
        try
        {
            var request = context.Request;
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
            var body = json.RootElement;
            if (body.ValueKind == JsonValueKind.Object)
                return (InputFields.Read(body, faults), InputFields.String(body, "id", "", faults));
        }
        catch (JsonException)
        {
            // Reported like any other invalid body.
        }

        faults.Add(new InvalidField("value_error.jsondecode", "", "the body must be a JSON object"));
        return (null, null);
    }

    private Task HealthAsync(HttpContext context)
    {
        var status = _slots.CurrentCount == 0 ? "BUSY" : "READY";
        return Answers.WriteJsonAsync(context, 200, json => CogJson.WriteHealth(json, status));
    }
}
