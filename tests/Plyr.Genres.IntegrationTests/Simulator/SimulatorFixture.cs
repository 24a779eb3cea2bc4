using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>A simulator of its own for each test, on a clock that the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class SimulatorFixture
{
    private readonly List<IAsyncDisposable> _simulators = [];
    private readonly List<IDisposable> _clients = [];

    protected ManualTime Time { get; } = new();

    protected async Task<(ReplicateSimulator Simulator, BareClient Client)> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        var simulator = await ReplicateSimulator.StartAsync(options with { TimeProvider = Time });
        var client = new BareClient(simulator);
        _simulators.Add(simulator);
        _clients.Add(client);
        return (simulator, client);
    }

    /// <summary>Waits until the simulator has noticed something that no answer contains.</summary>
    protected static Task UntilAsync(Func<bool> condition) =>
        Eventually.BecomesAsync(() => Task.FromResult(condition()), isMet => isMet, "the simulator notices it");

    [TearDown]
    public async Task StopAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var simulator in _simulators)
            await simulator.DisposeAsync();
    }
}
