using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>The command line: every command, and what their failures look like from outside.</summary>
internal static class CommandLine
{
    /// <summary>A stop waits for runs that are paid for; it is over before this.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The reference host of Plyr.Genres: uploads, suggestions, auto-tags. Without a command it serves.")
        {
            ServeCommand.Create(output),
            ClassifyCommand.Create(output, error),
            new BackfillCommand().Create(output, error),
            new AuditCommand().Create(output),
            new ForgetCommand().Create(output),
        };
        ServeCommand.AddTo(root, output);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"{parsed.Errors[0].Message} Use --help to see what is accepted.");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTimeout,
            });
        }
        catch (Exception exception) when (Describe(exception) is { } failure)
        {
            await error.WriteLineAsync(failure.Message);
            return failure.Code;
        }
    }

    /// <summary>One sentence and an exit code; null for what is a defect and deserves its stack.</summary>
    private static (string Message, int Code)? Describe(Exception exception) => exception switch
    {
        SettingsException or OptionsValidationException => (exception.Message, ExitCodes.Usage),
        OperationCanceledException => ("Interrupted.", ExitCodes.Interrupted),
        DbException => ($"The database can't be used: {exception.Message}", ExitCodes.Fatal),
        IOException or UnauthorizedAccessException => (exception.Message, ExitCodes.Fatal),
        _ => null,
    };
}
