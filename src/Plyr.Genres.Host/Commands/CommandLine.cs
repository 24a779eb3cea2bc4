using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the command line: all commands, and the reporting of their failures.</summary>
internal static class CommandLine
{
    private const string DatabaseAdvice =
        $"Check {SettingNames.DatabaseUrl} (--database) or {SettingNames.DataFolder} (--data), and the database.";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        using var interruption = new Interruption(error);
        var help = new HelpPage();
        var root = new RootCommand(
            "A small music library that uses Plyr.Genres: uploads, suggestions and auto-tags. Without a command it "
            + "serves.")
        {
            help.Add(ServeCommand.Create(output, interruption), ServeCommand.Help),
            help.Add(WorkerCommand.Create(output, interruption), WorkerCommand.Help),
            help.Add(MigrateCommand.Create(output), MigrateCommand.Help),
            help.Add(new ClassifyCommand().Create(output, error, interruption), ClassifyCommand.Help),
            help.Add(new CompareCommand().Create(output, error, interruption), CompareCommand.Help),
            help.Add(new BackfillCommand().Create(output, error, interruption), BackfillCommand.Help),
            help.Add(new AuditCommand().Create(output, error), AuditCommand.Help),
            help.Add(new ForgetCommand().Create(output, error), ForgetCommand.Help),
        };
        ServeCommand.AddTo(root, output, interruption);
        help.Add(root, ServeCommand.Help);
        help.Replace(root);
        var parsed = root.Parse(arguments);
        if (parsed.Errors is [var wrong, ..] && parsed.Action is not HelpPage)
            return await FailAsync(("wrong_arguments", $"{wrong.Message} See --help.", ExitCodes.Usage));

        var misplaced = parsed.RootCommandResult.Children.OfType<OptionResult>()
            .FirstOrDefault(option => !option.Implicit && !option.Option.Recursive);
        if (parsed.CommandResult.Command != root && misplaced is not null)
        {
            return await FailAsync((
                "wrong_arguments",
                $"{misplaced.Option.Name} is before {parsed.CommandResult.Command.Name}. Write it after the command.",
                ExitCodes.Usage));
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                interruption.Token);
        }
        catch (Exception exception)
        {
            return await FailAsync(Describe(exception));
        }

        async Task<int> FailAsync((string Kind, string Message, int Code) failure)
        {
            var written = failure.Code is ExitCodes.Interrupted ? interruption.Message : null;
            var message = written ?? Sentence(failure.Message);
            if (written is null)
                await error.WriteLineAsync(message);
            if (arguments.Contains("--json"))
            {
                var json = JsonSerializer.Serialize(new { failure = failure.Kind, message }, CommandJson.Line);
                await output.WriteLineAsync(json);
            }

            return failure.Code;
        }
    }

    /// <summary>Replaces the name of an option of the local model with the name of the host's setting.</summary>
    private static string WithSettingName(string message) =>
        message.Replace("ModelPath", $"{SettingNames.ModelFile} (--model)", StringComparison.Ordinal);

    /// <summary>Returns a message on one line with a full stop. Messages of drivers may have several lines.</summary>
    private static string Sentence(string message)
    {
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join(' ', words).TrimEnd('.')}.";
    }

    /// <summary>Returns a failure's code for programs, its message and the exit code.</summary>
    private static (string Kind, string Message, int Code) Describe(Exception exception) => exception switch
    {
        SettingsException => ("wrong_settings", exception.Message, ExitCodes.Usage),
        OptionsValidationException => ("wrong_settings", WithSettingName(exception.Message), ExitCodes.Usage),
        OperationCanceledException => ("interrupted", "Interrupted.", ExitCodes.Interrupted),
        _ when DatabaseFailure.In(exception) is { } failure =>
            ("database", $"The database can't be used: {Sentence(failure.Message)} {DatabaseAdvice}", ExitCodes.Fatal),
        IOException or UnauthorizedAccessException => ("file_system", exception.Message, ExitCodes.Fatal),
        _ => (
            "unexpected",
            $"An unexpected error occurred ({exception.GetType().Name}): {exception.Message}",
            ExitCodes.Unexpected),
    };
}
