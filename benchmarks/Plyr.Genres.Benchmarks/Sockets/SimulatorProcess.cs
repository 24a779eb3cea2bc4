using System.Globalization;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>The simulator in a process of its own, so that the client's process does the client's work only.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    public const string Token = "r8_benchmark";

    private readonly ChildProcess _process;

    private SimulatorProcess(ChildProcess process)
    {
        _process = process;
        var addresses = process.Answer.Split(' ');
        (BaseAddress, Audio) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    public Uri BaseAddress { get; }

    /// <summary>A recording that the model accepts.</summary>
    public Uri Audio { get; }

    public static async Task<SimulatorProcess> StartAsync(TimeSpan latency) =>
        new(
            await ChildProcess.StartAsync(
                "simulator", latency.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The other side.</summary>
    public static async Task<int> RunAsync(TimeSpan latency)
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Token = Token, Latency = latency });
        return await ChildProcess.AnswerAsync($"{simulator.BaseAddress} {simulator.Recording("benchmark")}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
