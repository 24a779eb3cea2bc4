using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Plyr.Genres.Simulator;

/// <summary>The API of the same model run by Cog: no token, one answer when the run has ended, and the output in the answer.</summary>
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

    /// <summary>Takes a slot before the body is read, so that no more bodies are in memory than there are slots.</summary>
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
                await Answers.WriteJsonAsync(context, StatusCodes.Status422UnprocessableEntity, json => CogJson.WriteFaults(json, faults));
        }
        catch (BadHttpRequestException exception)
        {
            await Answers.WriteJsonAsync(context, exception.StatusCode, json => CogJson.WriteError(json, exception.Message));
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
            return Answers.WriteJsonAsync(context, StatusCodes.Status200OK, json => CogJson.WriteEnd(json, id, output, error, seconds));
        }
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
            // Reported like any other invalid body.
        }

        faults.Add(new InvalidField("value_error.jsondecode", "", "the body must be a JSON object"));
        return (null, null);
    }

    private Task HealthAsync(HttpContext context) => Answers.WriteJsonAsync(
        context, StatusCodes.Status200OK, json => CogJson.WriteHealth(json, _slots.CurrentCount == 0 ? "BUSY" : "READY"));
}
