using System.Runtime.InteropServices;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Cancels a token on Ctrl-C and the other signals that end a program. The second Ctrl-C ends the process immediately.
/// </summary>
/// <remarks>
/// There is no time limit: the command waits for runs that have started, which are limited by the setting Timeout.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly TextWriter _error;
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;
    private int _count;

    public Interruption(TextWriter error)
    {
        _error = error;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _signals = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Gets or sets the callback that tells the user that the command is stopping.</summary>
    public Action? OnStopping { get; set; }

    /// <summary>Gets the message that was written about the interruption.</summary>
    public string? Message { get; private set; }

    /// <summary>Writes a message about the interruption.</summary>
    public Task ReportAsync(string message)
    {
        Message = message;
        return _error.WriteLineAsync(message);
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            OnStopping?.Invoke();
            _stop.Cancel();
        }
        else if (context.Signal is PosixSignal.SIGINT)
        {
            _error.WriteLine("Ended immediately. Runs in progress were not stored and may be charged.");

            // The progress bar hides the cursor.
            if (!Console.IsOutputRedirected)
                Console.CursorVisible = true;
            Environment.Exit(ExitCodes.Interrupted);
        }
    }
}
