using System.Diagnostics;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>One command of the host as a process of its own.</summary>
internal sealed class HostCommand : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private HostCommand(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static HostCommand Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(HostProgram.StartInfo(arguments, environment));

    public static async Task<HostCommandResult> RunAsync(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var command = Start(environment, arguments);
        return await command.EndAsync();
    }

    public async Task<HostCommandResult> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new HostCommandResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>What Ctrl-C sends.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
