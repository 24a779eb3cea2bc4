using System.Diagnostics;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Represents a part of a measurement in a separate process, which writes one line when it is ready, and ends when its
/// input is closed.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string answer)
    {
        _process = process;
        Answer = answer;
    }

    /// <summary>Gets the line that the process wrote.</summary>
    public string Answer { get; }

    public int Id => _process.Id;

    /// <summary>Starts this program in another role.</summary>
    public static Task<ChildProcess> StartAsync(params IEnumerable<string> role) => StartAsync(role, []);

    /// <summary>Starts this program in another role, with environment variables.</summary>
    public static Task<ChildProcess> StartAsync(
        IEnumerable<string> role, IEnumerable<(string Name, string Value)> environment) =>
        StartAsync(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "Plyr.Genres.Benchmarks.dll"), "child", .. role],
            AppContext.BaseDirectory,
            environment);

    /// <exception cref="InvalidOperationException">The process ended without an answer.</exception>
    public static async Task<ChildProcess> StartAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync() is { } answer)
            return new ChildProcess(process, answer);
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"{program} ended with code {process.ExitCode} before it answered.");
    }

    /// <summary>Writes the answer of a child process and waits until its input is closed.</summary>
    public static async Task<int> AnswerAsync(string answer)
    {
        await Console.Out.WriteLineAsync(answer);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
