namespace Plyr.Genres.Simulator;

/// <summary>Lets requests meet the faults that are scripted for them.</summary>
internal sealed class FaultyAnswers(RequestDelegate next, FaultScript faults, SimulatorOptions options)
{
    private readonly TimeProvider _time = options.FaultTime ?? options.TimeProvider;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Items[typeof(FaultStage)] is not FaultStage stage
            || faults.Take(stage, context.Request.Path.Value + context.Request.QueryString) is not { } fault)
        {
            await next(context);
            return;
        }

        var answer = TakesEffect(fault) ? await CaptureAsync(context) : ReadOnlyMemory<byte>.Empty;
        try
        {
            await Task.Delay(fault.Delay, _time, context.RequestAborted);
            if (fault.Reset == FaultReset.BeforeHeaders)
                context.Abort();
            else
                await new SpoiltAnswer(context, fault, _time).WriteAsync(answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has had enough, which is often the point of the fault.
        }
    }

    /// <summary>A status or a redirect refuses, and a broken connection loses the request, unless the fault says otherwise.</summary>
    private static bool TakesEffect(Fault fault) =>
        fault.Accepted || fault is { Status: null, Redirect: null, Reset: not FaultReset.BeforeHeaders };

    private async Task<ReadOnlyMemory<byte>> CaptureAsync(HttpContext context)
    {
        var wire = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        return body.ToArray();
    }
}
