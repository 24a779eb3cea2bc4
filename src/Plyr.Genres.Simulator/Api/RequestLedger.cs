namespace Plyr.Genres.Simulator;

/// <summary>Records each request in the ledger, and separates the endpoints of the two origins.</summary>
internal sealed class RequestLedger(RequestDelegate next, Ledger ledger, Origins origins)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "";
        var isFileOrigin = origins.IsFiles(context.Connection);
        if (!isFileOrigin && request.Path.StartsWithSegments(ControlEndpoints.Path))
        {
            await next(context);
            return;
        }

        var stage = RequestStages.Of(request, isFileOrigin);
        context.Items[typeof(FaultStage)] = stage;
        ledger.RequestStarted(stage, request.Method, path);
        if (isFileOrigin && request.Headers.ContainsKey("Authorization"))
            ledger.Leaked(new TokenLeak(request.Method, path));
        try
        {
            if (isFileOrigin == FileEndpoints.Serves(request.Path))
                await next(context);
            else
                await Problems.NotFound.WriteAsync(context);
        }
        finally
        {
            ledger.RequestEnded();
        }
    }
}
