using Microsoft.Extensions.Logging.Abstractions;

namespace Plyr.Genres.Simulator;

/// <summary>A stand-in for Replicate and its model on 127.0.0.1: a real server, started in one line, with a ledger and scripted faults.</summary>
public sealed partial class ReplicateSimulator : IAsyncDisposable
{
    // Requests that are held or slowed down by a fault are not waited for at the end.
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;
    private readonly Origins _origins;

    private ReplicateSimulator(WebApplication app, SimulatorOptions options)
    {
        _app = app;
        _origins = app.Services.GetRequiredService<Origins>();
        Token = options.Token ?? "r8_any_token_will_do";
        Version = options.Version;
    }

    /// <summary>Where the API is: the address in front of <c>/v1/predictions</c>, and of <c>/predictions</c> for the self-hosted face.</summary>
    public Uri BaseAddress => _origins.Api;

    /// <summary>The second origin, where outputs and recordings are and no token belongs.</summary>
    public Uri FileOrigin => _origins.Files;

    /// <summary>A token that is accepted.</summary>
    public string Token { get; }

    /// <summary>The version of the model that exists.</summary>
    public string Version { get; }

    /// <summary>What has happened, and what would have been paid.</summary>
    public Ledger Ledger => _app.Services.GetRequiredService<Ledger>();

    /// <summary>What is to go wrong.</summary>
    public FaultScript Faults => _app.Services.GetRequiredService<FaultScript>();

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">How it behaves; without them runs take no time and every token is accepted.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<ReplicateSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        var app = Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var simulator = new ReplicateSimulator(app, options);
        LogStarted(app.Services.GetRequiredService<ILogger<ReplicateSimulator>>(), simulator.BaseAddress, simulator.FileOrigin);
        return simulator;
    }

    /// <summary>The address of a recording that the simulator makes itself: about three seconds of sound, another one for every name.</summary>
    public Uri Recording(string name = "demo") => new(FileOrigin, $"{FileEndpoints.Recordings[1..]}{Uri.EscapeDataString(name)}.wav");

    /// <summary>Stops listening and ends all runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(SimulatorOptions options)
    {
        // Empty: neither a settings file nor the environment of the process that starts it has a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var origins = new Origins();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            origins.Listen(kestrel, options);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        builder.Services.AddSingleton(options.LoggerFactory ?? NullLoggerFactory.Instance);
        builder.Services.AddSingleton(options).AddSingleton(origins)
            .AddSingleton<Ledger>().AddSingleton<FaultScript>()
            .AddSingleton<AudioFetch>().AddSingleton<ModelRun>()
            .AddSingleton<ColdStart>().AddSingleton<PredictionStore>().AddSingleton<PredictionRunner>()
            .AddSingleton<CreateLimit>().AddSingleton<PredictionJson>()
            .AddSingleton<PredictionEndpoints>().AddSingleton<CogEndpoints>().AddSingleton<FileEndpoints>().AddSingleton<ControlEndpoints>();

        var app = builder.Build();
        app.UseMiddleware<RequestLedger>();
        app.UseMiddleware<FaultyAnswers>();
        app.UseRouting();
        app.Services.GetRequiredService<PredictionEndpoints>().Map(app);
        app.Services.GetRequiredService<CogEndpoints>().Map(app);
        app.Services.GetRequiredService<FileEndpoints>().Map(app);
        app.Services.GetRequiredService<ControlEndpoints>().Map(app);
        return app;
    }

    [LoggerMessage(4, LogLevel.Information, "This is a simulation of Replicate: no model runs and nothing is paid. API at {Api}, files at {Files}.")]
    private static partial void LogStarted(ILogger logger, Uri api, Uri files);
}
