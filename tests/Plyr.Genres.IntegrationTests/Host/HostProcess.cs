using System.Collections.Concurrent;
using System.Diagnostics;
using Plyr.Genres.IntegrationTests.Secrets;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The host as a process of its own, which can be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private const int ErrorLines = 20;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = [];
    private HostApi? _api;

    private HostProcess(Process process) => _process = process;

    public HostApi Api => _api ?? throw new InvalidOperationException("The host does not listen yet.");

    /// <summary>What the host logged so far.</summary>
    public string Log => string.Join('\n', _errors);

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
    public static async Task<HostProcess> StartAsync(
        string dataFolder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = Launch(dataFolder, environment);
        await host.ListenAsync();
        return host;
    }

    /// <summary>Starts a process of serve or worker, and waits until it is ready.</summary>
    public static async Task<HostProcess> StartAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var host = Launch(arguments, environment);
        if (arguments.Contains("serve"))
            await host.ListenAsync();
        else
            await host.ReadUntilAsync("Running jobs");
        return host;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var process = Process.Start(HostProgram.StartInfo(arguments, environment))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private async Task ListenAsync()
    {
        const string Prefix = "Listening on ";
        var line = await ReadUntilAsync(Prefix);
        _api = new HostApi(new Uri(line[Prefix.Length..]));
    }

    private async Task<string> ReadUntilAsync(string prefix)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            WatchedSecrets.Watch.Look("console", line);
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                return line;
        }

        throw await EndedAsync();
    }

    private async Task<InvalidOperationException> EndedAsync()
    {
        await _process.WaitForExitAsync();
        return new InvalidOperationException(
            $"The host ended with {_process.ExitCode} before it was ready: "
            + $"{string.Join('\n', _errors.TakeLast(ErrorLines))}");
    }

    /// <summary>Starts a host and waits for nothing.</summary>
    public static HostProcess Launch(string dataFolder, IReadOnlyDictionary<string, string>? environment = null) =>
        Launch(["serve", "--urls", "http://127.0.0.1:0", "--data", dataFolder], environment);

    private static HostProcess Launch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var process = Process.Start(HostProgram.StartInfo(arguments, environment))!;
        var host = new HostProcess(process);
        // Unread, the log would fill the pipe and stop the process.
        process.ErrorDataReceived += (_, line) =>
        {
            WatchedSecrets.Watch.Look("console", line.Data);
            host._errors.Enqueue(line.Data ?? "");
        };
        process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Sends what a terminal sends that closes, and returns the exit code.</summary>
    public async Task<int> HangUpAsync()
    {
        using var kill = Process.Start("kill", ["-HUP", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
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
