using System.Diagnostics;
using Plyr.Genres.Host;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>Processes of the host that work on the same tracks, and are killed and started again.</summary>
internal sealed class SoakProcesses(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>How many runs a process has under way at most.</summary>
    public const int RunsAtOnce = 5;

    private int _kills;

    public int Kills => _kills;

    /// <summary>
    /// Keeps one command running, and kills it at random, until the time is up; the last one is killed too.
    /// </summary>
    public async Task RunAsync(string command, int seed, CancellationToken timeIsUp)
    {
        var random = new Random(seed);
        while (!timeIsUp.IsCancellationRequested)
        {
            using var process = Start(command);
            try
            {
                await process.WaitForExitAsync(timeIsUp).WaitAsync(
                    TimeSpan.FromSeconds(2 + (6 * random.NextDouble())), timeIsUp);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                Interlocked.Increment(ref _kills);
            }
        }
    }

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostApp).Assembly.Location, .. command.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;

        // Nobody reads what it says; unread, it would fill the pipe and stop the process.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
