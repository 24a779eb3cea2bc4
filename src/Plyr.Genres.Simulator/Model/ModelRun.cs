namespace Plyr.Genres.Simulator;

/// <summary>Runs the simulated model, for Replicate's API and Cog's.</summary>
internal sealed class ModelRun(AudioReader audio, FaultScript faults, SimulatorOptions options)
{
    /// <summary>The model name in every answer, which distinguishes simulated answers from real ones.</summary>
    public const string Name = "simulated";

    public const string Notice =
        "This is a simulation: the scores are made up from the bytes of the audio, and nothing is paid.\n";

    /// <exception cref="ModelFailure">The run fails as the model's would, or as scripted.</exception>
    public async Task<ModelOutput> ExecuteAsync(ModelInput input, CancellationToken cancellationToken)
    {
        var fault = faults.Take(FaultStage.Model, input.Audio ?? "");
        var time = options.Latency + (fault?.Delay ?? TimeSpan.Zero);
        var latency = Task.Delay(time, options.TimeProvider, cancellationToken);
        var hash = fault?.Error is { } error
            ? Task.FromException<string>(new ModelFailure(error))
            : ReadAsync(input, cancellationToken);
        await Task.WhenAll(hash, latency);
        return new ModelOutput(Convert.FromHexString(await hash), input.IsJson);
    }

    private async Task<string> ReadAsync(ModelInput input, CancellationToken cancellationToken) =>
        input.Url is null ? await audio.ReadAsync(input, cancellationToken) : throw ModelFailure.YouTube();
}
