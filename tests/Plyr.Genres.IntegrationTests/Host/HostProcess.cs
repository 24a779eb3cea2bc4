using System.Diagnostics;
using Plyr.Genres.Host;
using Plyr.Genres.IntegrationTests.Secrets;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The host as a process of its own, which can be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri address)
    {
        _process = process;
        Api = new HostApi(address);
    }

    public HostApi Api { get; }

    /// <summary>The most memory that the process had at once, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public static async Task<HostProcess> StartAsync(string dataFolder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(HostApp).Assembly.Location, "serve", "--urls", "http://127.0.0.1:0", "--data", dataFolder })
            start.ArgumentList.Add(argument);
        start.Environment.Remove("REPLICATE_API_TOKEN");
        var process = Process.Start(start)!;
        // Nobody reads the log; unread, it would fill the pipe and stop the process.
        process.ErrorDataReceived += (_, line) => WatchedSecrets.Watch.Look("console", line.Data);
        process.BeginErrorReadLine();
        const string Prefix = "Listening on ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            WatchedSecrets.Watch.Look("console", line);
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
                return new HostProcess(process, new Uri(line[Prefix.Length..]));
        }

        throw new InvalidOperationException("The host ended before it listened.");
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
        Api.Dispose();
    }
}
