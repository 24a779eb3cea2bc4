using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.IntegrationTests.Client;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>
/// What the examples need around them: a simulator, and its address in the configuration as getting-started.md has it.
/// </summary>
internal sealed class DocsHost : IAsyncDisposable
{
    private DocsHost(ReplicateSimulator simulator) => Simulator = simulator;

    public ReplicateSimulator Simulator { get; }

    /// <summary>What getting-started.md puts into the environment, as arguments.</summary>
    public string[] Arguments =>
    [
        "--urls=http://127.0.0.1:0",
        "--Logging:LogLevel:Default=None",
        "--REPLICATE_ENABLED=true",
        $"--REPLICATE_API_TOKEN={SimulatedClient.Token}",
        $"--PlyrGenres:Replicate:BaseAddress={Simulator.BaseAddress}",
        $"--PlyrGenres:Replicate:AllowedOutputHosts:0={Simulator.FileOrigin.Host}",
        "--PlyrGenres:Replicate:Simulated=true",
        $"--AUDIO_URL={Simulator.Recording("first")}",
    ];

    public static async Task<DocsHost> StartAsync() =>
        new(await ReplicateSimulator.StartAsync(new SimulatorOptions { Token = SimulatedClient.Token }));

    /// <summary>A builder that knows the simulator, with one track in memory.</summary>
    public WebApplicationBuilder Builder(InMemoryTrackExtraStore tracks) =>
        Prepare(WebApplication.CreateBuilder(Arguments), tracks);

    /// <summary>Makes a builder know the simulator, and a store with one track in memory.</summary>
    public WebApplicationBuilder Prepare(WebApplicationBuilder builder, InMemoryTrackExtraStore tracks)
    {
        tracks.Put(
            new Track
            {
                Id = 1,
                FileId = "first-recording",
                Audio = Simulator.Recording("first"),
                Title = "One",
                Artist = "Me",
            },
            """{"auto_tag": true}""");
        builder.Services.AddSingleton(tracks);
        builder.Services.AddSingleton<ITrackExtraStore>(tracks);
        builder.Services.Configure<PlyrGenresOptions>(options =>
        {
            options.Replicate.BaseAddress = Simulator.BaseAddress;
            options.Replicate.AllowedOutputHosts.Add(Simulator.FileOrigin.Host);
            options.Replicate.Simulated = true;
        });
        return builder;
    }

    public ValueTask DisposeAsync() => Simulator.DisposeAsync();
}
