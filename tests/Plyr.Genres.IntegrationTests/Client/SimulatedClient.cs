using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plyr.Genres.IntegrationTests.Secrets;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>The package as a host registers it, with a simulator over real sockets.</summary>
internal sealed class SimulatedClient : IAsyncDisposable
{
    public const string Token = "r8_secret_of_the_test";

    private readonly ServiceProvider _services;

    private SimulatedClient(
        ReplicateSimulator simulator, Action<PlyrGenresOptions, ReplicateSimulator>? configure, TimeProvider? time,
        Action<PlyrGenresBuilder>? add)
    {
        Simulator = simulator;
        var services = new ServiceCollection();
        if (time is not null)
            services.AddSingleton(time);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(WatchedSecrets.Watch.Logs));
        var builder = services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.ApiToken = Token;
            options.Replicate.BaseAddress = simulator.BaseAddress;
            options.Replicate.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
            options.Replicate.Simulated = true;
            configure?.Invoke(options, simulator);
        }).UseTrackStore(Store);
        add?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public ReplicateSimulator Simulator { get; }

    public InMemoryTrackExtraStore Store { get; } = new();

    public IGenreClassifier Classifier => _services.GetRequiredService<IGenreClassifier>();

    public TrackGenres Genres => _services.GetRequiredService<TrackGenres>();

    /// <summary>Starts a simulator and a client of it.</summary>
    /// <param name="simulator">How the simulator behaves.</param>
    /// <param name="configure">Settings of the client.</param>
    /// <param name="time">The client's clock.</param>
    /// <param name="add">Further registrations.</param>
    public static async Task<SimulatedClient> StartAsync(
        SimulatorOptions? simulator = null,
        Action<PlyrGenresOptions, ReplicateSimulator>? configure = null,
        TimeProvider? time = null,
        Action<PlyrGenresBuilder>? add = null) =>
        new(
            await ReplicateSimulator.StartAsync((simulator ?? new SimulatorOptions()) with { Token = Token }),
            configure,
            time,
            add);

    /// <summary>The address of a recording, signed as a bucket signs it.</summary>
    public Uri Recording(string name = "demo", double? seconds = null) =>
        new(
            Simulator.Recording(name),
            $"?X-Amz-Signature={WatchedSecrets.Signature}{(seconds is null ? "" : $"&seconds={seconds}")}");

    /// <summary>A track with a recording of its own.</summary>
    public TrackId Put(long id, string? extra = null, string file = "a", params string[] tags)
    {
        Store.Put(new Track { Id = id, FileId = file, Audio = Recording($"{id}-{file}"), Tags = tags }, extra);
        return id;
    }

    /// <summary>Disposes the client but not the simulator.</summary>
    public async Task DisposeClientAsync() => await _services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
