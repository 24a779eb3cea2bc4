namespace Plyr.Genres.Simulator;

/// <summary>Runs predictions, from <c>starting</c> to their end.</summary>
internal sealed partial class PredictionRunner(
    PredictionStore store,
    ModelRun model,
    ColdStart coldStart,
    Ledger ledger,
    SimulatorOptions options,
    ILogger<PredictionRunner> logger) : IAsyncDisposable
{
    private readonly TimeProvider _time = options.TimeProvider;

    /// <summary>Creates a prediction without starting its run.</summary>
    public Prediction Create(ModelInput input, TimeSpan? cancelAfter)
    {
        var now = _time.GetUtcNow();
        var prediction = new Prediction(input, now, now + cancelAfter);
        store.Add(prediction);
        return prediction;
    }

    /// <summary>Starts the prediction's run in the background.</summary>
    public void Start(Prediction prediction) => prediction.Run = Task.Run(() => RunAsync(prediction));

    public void Cancel(Prediction prediction) => prediction.Cancel(_time.GetUtcNow());

    /// <summary>Cancels all runs and waits for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var prediction in store.All)
            Cancel(prediction);
        foreach (var prediction in store.All)
            await prediction.Run;
    }

    private async Task RunAsync(Prediction prediction)
    {
        using var deadline = prediction.Deadline is { } end
            ? _time.CreateTimer(_ => prediction.Expire(_time.GetUtcNow()), null, Left(end), Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            await coldStart.WaitAsync(prediction.Stopping);
            if (prediction.TryStart(_time.GetUtcNow()))
                await ExecuteAsync(prediction);
        }
        catch (Exception) when (prediction.Stopping.IsCancellationRequested)
        {
            // The prediction already has its final status.
        }
        finally
        {
            prediction.Input.Inline = null;
        }
    }

    private async Task ExecuteAsync(Prediction prediction)
    {
        coldStart.RunStarted();
        ledger.RunStarted(prediction);
        LogStarted(logger, prediction.Id);
        try
        {
            var output = await model.ExecuteAsync(prediction.Input, prediction.Stopping);
            prediction.TrySucceed(output, _time.GetUtcNow());
        }
        catch (ModelFailure failure)
        {
            prediction.TryFail(failure.Message, _time.GetUtcNow());
        }
        catch (Exception exception) when (!prediction.Stopping.IsCancellationRequested)
        {
            LogBroken(logger, exception, prediction.Id);
            prediction.TryFail("Prediction interrupted; please retry (code: PA)", _time.GetUtcNow());
        }
        finally
        {
            coldStart.RunEnded();
            ledger.RunEnded();
            LogEnded(logger, prediction.Id, prediction.State.Status);
        }
    }

    private TimeSpan Left(DateTimeOffset end)
    {
        var left = end - _time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    [LoggerMessage(1, LogLevel.Information, "Simulated run {PredictionId} started.")]
    private static partial void LogStarted(ILogger logger, string predictionId);

    [LoggerMessage(2, LogLevel.Information, "Simulated run {PredictionId} ended as {Status}.")]
    private static partial void LogEnded(ILogger logger, string predictionId, PredictionStatus status);

    [LoggerMessage(3, LogLevel.Error, "Simulated run {PredictionId} failed because of an error in the simulator.")]
    private static partial void LogBroken(ILogger logger, Exception exception, string predictionId);
}
