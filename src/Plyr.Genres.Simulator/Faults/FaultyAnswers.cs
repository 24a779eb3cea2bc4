namespace Plyr.Genres.Simulator;

/// <summary>Applies the scripted faults to requests.</summary>
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

        context.Items[typeof(Fault)] = fault;
        if (fault.RequestBytesPerSecond is { } rate)
            context.Request.Body = new SlowBody(context.Request.Body, rate, _time);
        try
        {
            if (fault.Reset == FaultReset.MidRequest)
                await ReadHalfAsync(context.Request, context.RequestAborted);
            var answer = TakesEffect(fault) ? await CaptureAsync(context) : ReadOnlyMemory<byte>.Empty;
            await Task.Delay(fault.Delay, _time, context.RequestAborted);
            if (fault.Reset is FaultReset.BeforeHeaders or FaultReset.MidRequest)
                context.Abort();
            else
                await new SpoiltAnswer(context, fault, _time).WriteAsync(answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected, which many faults cause.
        }
    }

    /// <summary>
    /// Returns whether the request is processed. A status, a redirect or a reset prevents it, unless it is accepted.
    /// </summary>
    private static bool TakesEffect(Fault fault) => fault.Reset switch
    {
        FaultReset.MidRequest => false,
        FaultReset.BeforeHeaders => fault.Accepted,
        _ => fault.Accepted || fault is { Status: null, Redirect: null },
    };

    private static async Task ReadHalfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var left = request.ContentLength / 2 ?? 1;
        while (left > 0 && await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            left -= read;
    }

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
