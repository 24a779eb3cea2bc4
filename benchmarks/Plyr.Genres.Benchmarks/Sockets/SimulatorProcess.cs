using System.Globalization;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>Represents the simulator in a separate process, so that the client's process is measured alone.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    public const string Token = "r8_benchmark";

    private readonly ChildProcess _process;

    private SimulatorProcess(ChildProcess process)
    {
        _process = process;
        var addresses = process.Answer.Split(' ');
        BaseAddress = new Uri(addresses[0]);
        Audio = new Uri(addresses[1]);
    }

    public Uri BaseAddress { get; }

    /// <summary>Gets the address of a recording.</summary>
    public Uri Audio { get; }

    public static async Task<SimulatorProcess> StartAsync(TimeSpan latency)
    {
        var milliseconds = latency.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return new SimulatorProcess(await ChildProcess.StartAsync("simulator", milliseconds));
    }

    /// <summary>Runs the simulator in a child process.</summary>
    public static async Task<int> RunAsync(TimeSpan latency)
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Token = Token, Latency = latency });
        return await ChildProcess.AnswerAsync($"{simulator.BaseAddress} {simulator.Recording("benchmark")}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
