using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Commands;

/// <summary>The command line: every command, and what their failures look like from outside.</summary>
internal static class CommandLine
{
    /// <summary>
    /// None: after Ctrl-C each command ends by itself. What has started runs waits for those, which end by the setting
    /// Timeout, and everything else ends at once. A time of this library's own would cut off what is paid for.
    /// </summary>
    private static readonly TimeSpan TerminationTimeout = System.Threading.Timeout.InfiniteTimeSpan;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            "The reference host of Plyr.Genres: uploads, suggestions, auto-tags. Without a command it serves.")
        {
            ServeCommand.Create(output),
            WorkerCommand.Create(output),
            MigrateCommand.Create(output),
            new ClassifyCommand().Create(output, error),
            new CompareCommand().Create(output, error),
            new BackfillCommand().Create(output, error),
            new AuditCommand().Create(output),
            new ForgetCommand().Create(output),
        };
        ServeCommand.AddTo(root, output);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return await FailAsync(
                (
                    "wrong_arguments", $"{parsed.Errors[0].Message} Use --help to see what is accepted.",
                    ExitCodes.Usage));
        }

        if (
            parsed.CommandResult.Command != root
                && parsed.RootCommandResult.Children.OfType<OptionResult>().FirstOrDefault(
                    option => !option.Implicit && !option.Option.Recursive) is { } misplaced)
        {
            return await FailAsync(
                (
                    "wrong_arguments",
                    $"{misplaced.Option.Name} stands before {parsed.CommandResult.Command.Name}; write it behind.",
                    ExitCodes.Usage));
        }

        // A terminal that closes ends its programs like this, and runs that have started are paid for.
        using var stop = new CancellationTokenSource();
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output, Error = error, EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
            }, stop.Token);
        }
        catch (Exception exception)
        {
            return await FailAsync(Describe(exception));
        }

        async Task<int> FailAsync((string Kind, string Message, int Code) failure)
        {
            var message = Sentence(failure.Message);
            await error.WriteLineAsync(message);
            if (arguments.Contains("--json"))
                await output.WriteLineAsync(
                    JsonSerializer.Serialize(new { failure = failure.Kind, message }, CommandJson.Line));
            return failure.Code;
        }
    }

    /// <summary>A message on one line, with its full stop: those of drivers have several lines and none.</summary>
    private static string Sentence(string message)
    {
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join(' ', words).TrimEnd('.')}.";
    }

    /// <summary>A kind for programs, one sentence and an exit code; a defect has them too.</summary>
    private static (string Kind, string Message, int Code) Describe(Exception exception) => exception switch
    {
        SettingsException or OptionsValidationException => ("wrong_settings", exception.Message, ExitCodes.Usage),
        OperationCanceledException => ("interrupted", "Interrupted.", ExitCodes.Interrupted),
        _ when DatabaseFailure.In(exception) is { } failure =>
            ("database", $"The database can't be used: {failure.Message}", ExitCodes.Fatal),
        IOException or UnauthorizedAccessException => ("file_system", exception.Message, ExitCodes.Fatal),
        _ =>
            (
                "unexpected", $"An unexpected error occurred ({exception.GetType().Name}): {exception.Message}",
                ExitCodes.Unexpected),
    };
}
