namespace Plyr.Genres.Simulator;

/// <summary>Takes predictions from <c>starting</c> to their end.</summary>
internal sealed partial class PredictionRunner(
    PredictionStore store, ModelRun model, ColdStart coldStart, Ledger ledger, SimulatorOptions options, ILogger<PredictionRunner> logger) : IDisposable
{
    private readonly TimeProvider _time = options.TimeProvider;

    /// <summary>A prediction that has not started, so that a create can answer with it as it is.</summary>
    public Prediction Create(ModelInput input, TimeSpan? cancelAfter)
    {
        var now = _time.GetUtcNow();
        var prediction = new Prediction(input, now, now + cancelAfter);
        store.Add(prediction);
        return prediction;
    }

    /// <summary>Lets the prediction go its way. It ends by itself, whoever waits for it.</summary>
    public void Start(Prediction prediction) => _ = Task.Run(() => RunAsync(prediction));

    public void Cancel(Prediction prediction) => prediction.Cancel(_time.GetUtcNow());

    /// <summary>Ends all runs.</summary>
    public void Dispose()
    {
        foreach (var prediction in store.Page(null, int.MaxValue).Page)
            Cancel(prediction);
    }

    private async Task RunAsync(Prediction prediction)
    {
        using var deadline = prediction.Deadline is { } end
            ? _time.CreateTimer(_ => prediction.Expire(_time.GetUtcNow()), null, Positive(end - _time.GetUtcNow()), Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            await coldStart.WaitAsync(prediction.Stopping);
            if (!prediction.TryStart(_time.GetUtcNow()))
                return;
        }
        catch (OperationCanceledException)
        {
            // Whoever stopped the prediction has already written down how it ended.
            return;
        }

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
        catch (OperationCanceledException) when (prediction.Stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception)
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

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    [LoggerMessage(1, LogLevel.Information, "Simulated run {PredictionId} started.")]
    private static partial void LogStarted(ILogger logger, string predictionId);

    [LoggerMessage(2, LogLevel.Information, "Simulated run {PredictionId} ended as {Status}.")]
    private static partial void LogEnded(ILogger logger, string predictionId, PredictionStatus status);

    [LoggerMessage(3, LogLevel.Error, "Simulated run {PredictionId} broke: this is a fault of the simulator.")]
    private static partial void LogBroken(ILogger logger, Exception exception, string predictionId);
}
