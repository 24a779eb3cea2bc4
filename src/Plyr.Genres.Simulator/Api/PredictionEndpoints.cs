using System.Globalization;

namespace Plyr.Genres.Simulator;

/// <summary>Provides Replicate's API of predictions: create, get, cancel and list.</summary>
internal sealed class PredictionEndpoints(
    PredictionStore store, PredictionRunner runner, PredictionJson answers, CreateLimit limit, SimulatorOptions options)
{
    public const string Path = "/v1/predictions";

    // The remaining rate limit in recorded answers to requests other than creates.
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

        var (input, problem) = await CreateBody.ReadAsync(context, options.Version);
        problem ??= BillingProblem();
        if (!CancelAfter.TryRead(context.Request, out var cancelAfter))
            problem ??= Problems.InvalidCancelAfter;
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        await AnswerAsync(context, runner.Create(input!, cancelAfter));
    }

    private Problem? BillingProblem() => options.Billing switch
    {
        Billing.NotSetUp => Problems.BillingNotSetUp,
        Billing.InsufficientCredit => Problems.InsufficientCredit,
        _ => null,
    };

    private async Task AnswerAsync(HttpContext context, Prediction prediction)
    {
        if (WaitPreference.Read(context.Request) is not { } preference)
        {
            var starting = answers.Write(context.Request, prediction);
            runner.Start(prediction);
            await Answers.WriteJsonAsync(context, StatusCodes.Status201Created, starting);
            return;
        }

        runner.Start(prediction);
        await WaitAsync(prediction, preference.Time, context.RequestAborted);
        context.Response.Headers["Preference-Applied"] = preference.Applied;
        var held = answers.Write(context.Request, prediction, isHeld: true);
        await Answers.WriteJsonAsync(context, StatusCodes.Status201Created, held);
    }

    /// <summary>Waits until the run or the time ends. The run continues when the client disconnects.</summary>
    private async Task WaitAsync(Prediction prediction, TimeSpan time, CancellationToken aborted)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        await Task.WhenAny(prediction.Finished, Task.Delay(time, options.TimeProvider, waiting.Token));
        await waiting.CancelAsync();
    }

    private async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } prediction)
            await Answers.WriteJsonAsync(context, StatusCodes.Status200OK, answers.Write(context.Request, prediction));
    }

    private async Task CancelAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } prediction)
            return;
        runner.Cancel(prediction);
        await Answers.WriteJsonAsync(context, StatusCodes.Status200OK, answers.Write(context.Request, prediction));
    }

    private async Task ListAsync(HttpContext context)
    {
        var faults = new List<InvalidField>();
        var query = PredictionQuery.Read(context.Request, faults);
        var problem = Authentication.Check(context.Request, options);
        if (faults.Count > 0)
            problem ??= Problems.Invalid(faults);
        AddLimitHeaders(context, ReadsLeft);
        var page = answers.WritePage(context.Request, store, query);
        await (problem?.WriteAsync(context) ?? Answers.WriteJsonAsync(context, StatusCodes.Status200OK, page));
    }

    /// <returns>The prediction, or null when the answer has been written.</returns>
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
