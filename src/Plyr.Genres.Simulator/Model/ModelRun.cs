using System.Security.Cryptography;

namespace Plyr.Genres.Simulator;

/// <summary>One run of the simulated model, for both of its faces.</summary>
internal sealed class ModelRun(AudioFetch fetch, FaultScript faults, SimulatorOptions options)
{
    public const string Notice = "This is a simulation: the scores are made up from the bytes of the audio, and nothing is paid.\n";

    /// <exception cref="ModelFailure">The run fails as the model's would, or as scripted.</exception>
    public async Task<ModelOutput> ExecuteAsync(ModelInput input, CancellationToken cancellationToken)
    {
        var fault = faults.Take(FaultStage.Model, input.Audio ?? "");
        var latency = Task.Delay(options.Latency + (fault?.Delay ?? TimeSpan.Zero), options.TimeProvider, cancellationToken);
        var hash = fault?.Error is { } error ? Task.FromException<byte[]>(new ModelFailure(error)) : HearAsync(input, cancellationToken);
        await Task.WhenAll(hash, latency);
        return new ModelOutput(await hash, input.IsJson);
    }

    private async Task<byte[]> HearAsync(ModelInput input, CancellationToken cancellationToken)
    {
        if (input.Url is not null)
            throw ModelFailure.YouTube();
        var file = await fetch.FetchAsync(input.Audio ?? throw ModelFailure.NoInput(), cancellationToken);
        AudioCheck.Check(file);
        return SHA256.HashData(file);
    }
}
