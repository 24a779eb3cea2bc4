using System.Diagnostics;
using Plyr.Genres.IntegrationTests.Secrets;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The serving host as a process of its own, which can be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private HostApi? _api;

    private HostProcess(Process process) => _process = process;

    public HostApi Api => _api ?? throw new InvalidOperationException("The host does not listen yet.");

    /// <summary>The most memory that the process had at once, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts a host and waits until it listens.</summary>
    public static async Task<HostProcess> StartAsync(string dataFolder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = Launch(dataFolder, environment);
        const string Prefix = "Listening on ";
        while (await host._process.StandardOutput.ReadLineAsync() is { } line)
        {
            WatchedSecrets.Watch.Look("console", line);
            if (!line.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            host._api = new HostApi(new Uri(line[Prefix.Length..]));
            return host;
        }

        host.Dispose();
        throw new InvalidOperationException("The host ended before it listened.");
    }

    /// <summary>Starts a host and waits for nothing.</summary>
    public static HostProcess Launch(string dataFolder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = Process.Start(HostProgram.StartInfo(["serve", "--urls", "http://127.0.0.1:0", "--data", dataFolder], environment))!;
        // Nobody reads the log; unread, it would fill the pipe and stop the process.
        process.ErrorDataReceived += (_, line) => WatchedSecrets.Watch.Look("console", line.Data);
        process.BeginErrorReadLine();
        return new HostProcess(process);
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _api?.Dispose();
    }
}
