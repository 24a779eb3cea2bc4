using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host;

/// <summary>Represents a running host: API and page, jobs, or both, and the simulator if one is needed.</summary>
internal sealed partial class HostApp : IAsyncDisposable
{
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(5);

    private SqliteServeLock? _lock;
    private ReplicateSimulator? _simulator;
    private IHost? _host;
    private bool _started;

    private HostApp()
    {
    }

    /// <summary>Gets the address that the host listens on, with the actual port.</summary>
    public Uri Address => ListenAddress.Of(Services);

    public bool IsClassificationEnabled =>
        Services.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>().CurrentValue.Enabled;

    public IServiceProvider Services => _host!.Services;

    /// <summary>Returns whether this host created the tracks; false for a guest on another program's tables.</summary>
    public Task<bool> OwnsTracksAsync(CancellationToken cancellationToken) =>
        Services.GetRequiredService<ITrackCatalog>().OwnsTracksAsync(cancellationToken);

    /// <summary>Starts a host. The task completes when it accepts requests.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="simulator">
    /// A running simulator, which the host doesn't stop. By default, a host without a token starts one itself.
    /// </param>
    /// <param name="configure">Adds services after the host's, which replace them.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="SettingsException">A setting is invalid, or another host serves this data.</exception>
    public static async Task<HostApp> StartAsync(
        HostSettings settings,
        ReplicateSimulator? simulator = null,
        Action<IServiceCollection>? configure = null,
        CancellationToken cancellationToken = default)
    {
        var app = new HostApp();
        try
        {
            await app.RunAsync(settings, simulator, configure, cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a signal or the token has stopped the host.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await using var cancellation = cancellationToken.Register(lifetime.StopApplication);
        await stopping.Task;
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();

        // Runs in flight use the simulator until the host has stopped.
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        _lock?.Dispose();
    }

    private async Task StopAsync()
    {
        if (!_started)
            return;
        _started = false;
        var timeout = Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        try
        {
            // While the database is away, Quartz repeats a statement and ignores the token of the timeout.
            await _host!.StopAsync().WaitAsync(timeout + StopMargin);
        }
        catch (TimeoutException)
        {
            LogStopTimedOut(Services.GetRequiredService<ILogger<HostApp>>(), timeout);
        }
    }

    private async Task RunAsync(
        HostSettings settings,
        ReplicateSimulator? simulator,
        Action<IServiceCollection>? configure,
        CancellationToken cancellationToken)
    {
        if (settings is { Role: HostRole.Server, RunJobs: false, Postgres: null })
        {
            throw new SettingsException(
                "A SQLite database is served by one process, which runs the jobs too; leave --no-jobs out, or set "
                + $"{SettingNames.DatabaseUrl} to a PostgreSQL database.");
        }

        StorageServices.PrepareFolders(settings);
        if (settings.RunJobs && settings.Postgres is null)
            _lock = SqliteServeLock.Take(settings.DatabasePath);
        if (simulator is null && settings.Model is ModelKind.Simulator && settings.Role is not HostRole.Command)
            simulator = _simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions(), cancellationToken);
        _host = settings.Role is HostRole.Server
            ? HostWeb.Build(settings, simulator, configure)
            : HostConsole.Build(settings, simulator, configure);
        await Services.PrepareTablesAsync(cancellationToken);
        await PrepareAudioAsync(settings, cancellationToken);
        try
        {
            await _host.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (ListenFailure.In(exception, settings) is { } refusal)
        {
            throw refusal;
        }

        _started = true;
    }

    /// <summary>Prepares the audio folder. On another program's tables there are no uploads and no folder.</summary>
    private async Task PrepareAudioAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Role is not (HostRole.Server or HostRole.Worker) || !await OwnsTracksAsync(cancellationToken))
            return;
        if (settings.Role is HostRole.Server)
            await Services.GetRequiredService<AudioSweep>().RunAsync(cancellationToken);
        else if (!settings.ModelFetches)
            await Services.GetRequiredService<AudioFolderOwner>().RefuseOthersAsync(cancellationToken);
    }

    [LoggerMessage(
        70,
        LogLevel.Warning,
        "The host did not stop within {Timeout}, as when the database does not answer. Jobs that could not record "
        + "their end run again after the next start.",
        EventName = "StopTimedOut")]
    private static partial void LogStopTimedOut(ILogger logger, TimeSpan timeout);
}
