using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Secrets;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>
/// A host on a free port over a data folder of its own, and its API. It can be stopped and started again on the same
/// data.
/// </summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private HostApp? _app;

    private readonly bool _isSimulated;
    private readonly bool _usesFfprobe;

    private RunningHost(Dictionary<string, string?> settings, bool isSimulated = false, bool usesFfprobe = false)
    {
        Settings = settings;
        _isSimulated = isSimulated;
        _usesFfprobe = usesFfprobe;
    }

    public Dictionary<string, string?> Settings { get; }

    public string DataFolder => _folder.Path;

    public ScriptedClassifier Classifier { get; } = new();

    /// <summary>Further registrations of the next start.</summary>
    public Action<IServiceCollection> Configure { get; set; } = _ => { };

    /// <summary>The warnings and errors of all its starts.</summary>
    public LogRecorder Log { get; } = new();

    public HostApi Api { get; private set; } = null!;

    public HostApp App => _app ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>
    /// Starts a host with the scripted classifier in the place of the model, and without ffprobe: a process for each
    /// upload would take a tenth of the time of all tests.
    /// </summary>
    public static Task<RunningHost> StartAsync(params (string Name, string? Value)[] settings) =>
        StartAsync(settings, usesFfprobe: false);

    /// <summary>Starts a host that decodes uploads with ffprobe, as users have it.</summary>
    public static Task<RunningHost> StartWithFfprobeAsync(params (string Name, string? Value)[] settings) =>
        StartAsync(settings, usesFfprobe: true);

    private static async Task<RunningHost> StartAsync((string Name, string? Value)[] settings, bool usesFfprobe)
    {
        var values = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        var host = new RunningHost(values, usesFfprobe: usesFfprobe);
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts a host as it is without a token: with the simulator in the place of Replicate.</summary>
    public static async Task<RunningHost> StartSimulatedAsync()
    {
        var host = new RunningHost([], isSimulated: true);
        await host.StartAgainAsync();
        return host;
    }

    public async Task StartAgainAsync()
    {
        _app = await HostApp.StartAsync(ReadSettings(), configure: services =>
        {
            if (!_usesFfprobe)
                services.AddSingleton(_ => new AudioInspector("no-ffprobe"));
            if (!_isSimulated)
                services.AddSingleton<IGenreClassifier>(Classifier);
            Configure(services);
            services.AddLogging(
                logging => logging.ClearProviders()
                    .SetMinimumLevel(LogLevel.Trace)
                    .AddProvider(WatchedSecrets.Watch.Logs)
                    .AddProvider(Log));
        });
        Api = new HostApi(_app.Address);
    }

    public HostSettings ReadSettings()
    {
        var values = new Dictionary<string, string?>(Settings) { [SettingNames.DataFolder] = DataFolder };
        values.TryAdd(SettingNames.Urls, "http://127.0.0.1:0");
        values.TryAdd(SettingNames.Simulator, "on");
        var settings = HostSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return settings with { FirstRetryDelay = TimeSpan.FromMilliseconds(50) };
    }

    public async Task StopAsync()
    {
        if (_app is null)
            return;
        Api.Dispose();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>The audio files that lie in the data folder, half-received ones included.</summary>
    public string[] AudioFiles()
    {
        var folder = Path.Combine(DataFolder, "audio");
        return Directory.Exists(folder)
            ? [
                .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(
                    path => Path.GetFileName(path) != "database.txt"),
            ]
            : [];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }
}
