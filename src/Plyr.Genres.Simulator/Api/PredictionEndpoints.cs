using System.Globalization;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Replicate's face: create, get, cancel, list.</summary>
internal sealed class PredictionEndpoints(
    PredictionStore store, PredictionRunner runner, PredictionJson predictionJson, CreateLimit limit, SimulatorOptions options)
{
    public const string Path = "/v1/predictions";

    // What recorded answers to other requests than creates show as left of the rate limit.
    private const string ReadsLeft = "2999";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (RequestDelegate)CreateAsync);
        routes.MapGet(Path, (RequestDelegate)ListAsync);
        routes.MapGet(Path + "/{id}", (RequestDelegate)GetAsync);
        routes.MapPost(Path + "/{id}/cancel", (RequestDelegate)CancelAsync);
    }

    private async Task CreateAsync(HttpContext context)
    {
        if (Authentication.Check(context.Request, options) is { } unauthenticated)
        {
            await unauthenticated.WriteAsync(context);
            return;
        }

        var throttled = limit.Take(out var remaining);
        AddLimitHeaders(context, remaining.ToString(CultureInfo.InvariantCulture));
        if (throttled is not null)
        {
            await throttled.WriteAsync(context);
            return;
        }

        var (input, problem) = await ReadAsync(context);
        problem ??= BillingProblem();
        if (!CancelAfter.TryRead(context.Request, out var cancelAfter))
            problem ??= Problems.InvalidCancelAfter;
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        var prediction = runner.Create(input!, cancelAfter);
        if (WaitPreference.Read(context.Request) is not { } preference)
        {
            var starting = predictionJson.Write(prediction);
            runner.Start(prediction);
            await Answers.WriteJsonAsync(context, StatusCodes.Status201Created, starting);
            return;
        }

        runner.Start(prediction);
        await WaitAsync(prediction, preference.Time, context.RequestAborted);
        context.Response.Headers["Preference-Applied"] = preference.Applied;
        await Answers.WriteJsonAsync(context, StatusCodes.Status201Created, predictionJson.Write(prediction, isHeld: true));
    }

    private async Task<(ModelInput? Input, Problem? Problem)> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return CreateBody.Read(body.RootElement, options.Version);
        }
        catch (JsonException)
        {
            return (null, Problems.NotJson);
        }
    }

    private Problem? BillingProblem() => options.Billing switch
    {
        Billing.NotSetUp => Problems.BillingNotSetUp,
        Billing.InsufficientCredit => Problems.InsufficientCredit,
        _ => null,
    };

    /// <summary>Waits for the end of the run or of the time; a client that goes away leaves the run going on.</summary>
    private async Task WaitAsync(Prediction prediction, TimeSpan time, CancellationToken aborted)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        await Task.WhenAny(prediction.Finished, Task.Delay(time, options.TimeProvider, waiting.Token));
        await waiting.CancelAsync();
    }

    private async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } prediction)
            await Answers.WriteJsonAsync(context, StatusCodes.Status200OK, predictionJson.Write(prediction));
    }

    private async Task CancelAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } prediction)
            return;
        runner.Cancel(prediction);
        await Answers.WriteJsonAsync(context, StatusCodes.Status200OK, predictionJson.Write(prediction));
    }

    private async Task ListAsync(HttpContext context)
    {
        if (Authentication.Check(context.Request, options) is { } problem)
        {
            await problem.WriteAsync(context);
            return;
        }

        AddLimitHeaders(context, ReadsLeft);
        await Answers.WriteJsonAsync(context, StatusCodes.Status200OK, predictionJson.WritePage(store, context.Request.Query["cursor"]));
    }

    /// <returns>The prediction; without one the answer has been written.</returns>
    private async Task<Prediction?> FindAsync(HttpContext context)
    {
        var problem = Authentication.Check(context.Request, options);
        var prediction = problem is null ? store.Find((string)context.Request.RouteValues["id"]!) : null;
        AddLimitHeaders(context, ReadsLeft);
        if (prediction is null)
            await (problem ?? Problems.NotFound).WriteAsync(context);
        return prediction;
    }

    private static void AddLimitHeaders(HttpContext context, string remaining)
    {
        context.Response.Headers["ratelimit-remaining"] = remaining;
        context.Response.Headers["ratelimit-reset"] = "1";
    }
}
