using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>The package as a host registers it, asking a simulator over real sockets.</summary>
internal sealed class SimulatedClient : IAsyncDisposable
{
    public const string Token = "r8_secret_of_the_test";

    private readonly ServiceProvider _services;

    private SimulatedClient(ReplicateSimulator simulator, Action<PlyrGenresOptions>? configure)
    {
        Simulator = simulator;
        var services = new ServiceCollection();
        services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.ApiToken = Token;
            options.BaseAddress = simulator.BaseAddress;
            options.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
            configure?.Invoke(options);
        }).UseTrackStore(Store);
        _services = services.BuildServiceProvider();
    }

    public ReplicateSimulator Simulator { get; }

    public InMemoryTrackExtraStore Store { get; } = new();

    public IGenreClassifier Classifier => _services.GetRequiredService<IGenreClassifier>();

    public TrackGenres Genres => _services.GetRequiredService<TrackGenres>();

    public static async Task<SimulatedClient> StartAsync(SimulatorOptions? simulator = null, Action<PlyrGenresOptions>? configure = null) =>
        new(await ReplicateSimulator.StartAsync((simulator ?? new SimulatorOptions()) with { Token = Token }), configure);

    /// <summary>A track with a recording of its own.</summary>
    public TrackId Put(long id, string? extra = null, string file = "a", params string[] tags)
    {
        Store.Put(new Track { Id = id, FileId = file, AudioUrl = Simulator.Recording($"{id}-{file}"), Tags = tags }, extra);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
