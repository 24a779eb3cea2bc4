using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Simulates Replicate and its model on this machine: an HTTP server with invented genres, a ledger and scripted
/// faults.
/// </summary>
public sealed partial class ReplicateSimulator : IAsyncDisposable
{
    // Short, because faults can delay requests for long.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;
    private readonly Origins _origins;

    private ReplicateSimulator(WebApplication app, SimulatorOptions options)
    {
        _app = app;
        _origins = app.Services.GetRequiredService<Origins>();
        Token = options.Token ?? "r8_any_token_will_do";
        Version = options.Version;
    }

    /// <summary>
    /// Gets the address of the API, without <c>/v1/predictions</c>, or <c>/predictions</c> of the self-hosted API.
    /// </summary>
    public Uri BaseAddress => _origins.Api;

    /// <summary>Gets the second origin, which serves outputs and recordings and must not receive a token.</summary>
    public Uri FileOrigin => _origins.Files;

    /// <summary>Gets a valid token.</summary>
    public string Token { get; }

    /// <summary>Gets the existing version of the model.</summary>
    public string Version { get; }

    /// <summary>Gets the ledger of all requests and of the runs that would have been paid.</summary>
    public Ledger Ledger => _app.Services.GetRequiredService<Ledger>();

    /// <summary>Gets the uploaded files that are neither deleted nor expired, newest first.</summary>
    public IReadOnlyList<UploadedFile> Files => _app.Services.GetRequiredService<UploadStore>().Files;

    /// <summary>Gets the scripted faults.</summary>
    public FaultScript Faults => _app.Services.GetRequiredService<FaultScript>();

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">The options. By default, runs take no time and every token is accepted.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task<ReplicateSimulator> StartAsync(
        SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        if (options is { IsRemote: true, Token: null })
            options = options with { Token = $"r8_{RandomNumberGenerator.GetHexString(32, lowercase: true)}" };
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
        var logger = app.Services.GetRequiredService<ILogger<ReplicateSimulator>>();
        LogStarted(logger, simulator.BaseAddress, simulator.FileOrigin);
        return simulator;
    }

    /// <summary>
    /// Returns the address of a generated recording of three seconds, which differs for every name.
    /// </summary>
    public Uri Recording(string name = "demo") =>
        new(FileOrigin, $"{FileEndpoints.Recordings[1..]}{Uri.EscapeDataString(name)}.wav");

    /// <summary>Stops listening, ends all runs and deletes the uploaded files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(SimulatorOptions options)
    {
        // Empty, so that settings files and the environment don't change the simulator.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var origins = new Origins(options.Address);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            origins.Listen(kestrel, options);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(options.LoggerFactory ?? NullLoggerFactory.Instance);
        builder.Services.AddSingleton(options).AddSingleton(origins)
            .AddSingleton<Ledger>().AddSingleton<FaultScript>()
            .AddSingleton<AudioSpool>().AddSingleton<AudioInspector>()
            .AddSingleton<AudioFetch>().AddSingleton<AudioReader>()
            .AddSingleton<UploadStore>().AddSingleton<UploadReader>().AddSingleton<UploadEndpoints>()
            .AddSingleton<ModelRun>().AddSingleton<ColdStart>().AddSingleton<PredictionStore>()
            .AddSingleton<PredictionRunner>().AddSingleton<CreateLimit>().AddSingleton<PredictionJson>()
            .AddSingleton<PredictionEndpoints>().AddSingleton<CogEndpoints>().AddSingleton<FileEndpoints>()
            .AddSingleton<ControlEndpoints>();

        var app = builder.Build();
        app.UseMiddleware<RequestLedger>();
        app.UseMiddleware<FaultyAnswers>();
        app.UseExceptionHandler(error => error.Run(Problems.Of(StatusCodes.Status500InternalServerError).WriteAsync));
        app.UseStatusCodePages(page => Problems.Of(page.HttpContext.Response.StatusCode).WriteAsync(page.HttpContext));
        app.UseRouting();
        app.Services.GetRequiredService<PredictionEndpoints>().Map(app);
        app.Services.GetRequiredService<UploadEndpoints>().Map(app);
        if (!options.IsRemote)
            app.Services.GetRequiredService<CogEndpoints>().Map(app);
        app.Services.GetRequiredService<FileEndpoints>().Map(app);
        app.Services.GetRequiredService<ControlEndpoints>().Map(app);
        return app;
    }

    [LoggerMessage(
        4, LogLevel.Information, "Simulator started: no model runs, nothing is paid. API at {Api}, files at {Files}.")]
    private static partial void LogStarted(ILogger logger, Uri api, Uri files);
}
