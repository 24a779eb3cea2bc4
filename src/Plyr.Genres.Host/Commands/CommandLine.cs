using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Commands;

/// <summary>The command line: every command, and what their failures look like from outside.</summary>
internal static class CommandLine
{
    private const string DatabaseAdvice =
        $"Check {SettingNames.DatabaseUrl} (--database) or {SettingNames.DataFolder} (--data), and the database "
        + "itself.";

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
            help.Add(new CompareCommand().Create(output, error), CompareCommand.Help),
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

        if (
            parsed.CommandResult.Command != root
                && parsed.RootCommandResult.Children.OfType<OptionResult>().FirstOrDefault(
                    option => !option.Implicit && !option.Option.Recursive) is { } misplaced)
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
                await output.WriteLineAsync(
                    JsonSerializer.Serialize(new { failure = failure.Kind, message }, CommandJson.Line));
            return failure.Code;
        }
    }

    /// <summary>The local model names its option, which is a setting of the host.</summary>
    private static string InTermsOfTheHost(string message) =>
        message.Replace("ModelPath", $"{SettingNames.ModelFile} (--model)", StringComparison.Ordinal);

    /// <summary>A message on one line, with its full stop: those of drivers have several lines and none.</summary>
    private static string Sentence(string message)
    {
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join(' ', words).TrimEnd('.')}.";
    }

    /// <summary>A kind for programs, one sentence and an exit code; a defect has them too.</summary>
    private static (string Kind, string Message, int Code) Describe(Exception exception) => exception switch
    {
        SettingsException => ("wrong_settings", exception.Message, ExitCodes.Usage),
        OptionsValidationException => ("wrong_settings", InTermsOfTheHost(exception.Message), ExitCodes.Usage),
        OperationCanceledException => ("interrupted", "Interrupted.", ExitCodes.Interrupted),
        _ when DatabaseFailure.In(exception) is { } failure =>
            ("database", $"The database can't be used: {Sentence(failure.Message)} {DatabaseAdvice}", ExitCodes.Fatal),
        IOException or UnauthorizedAccessException => ("file_system", exception.Message, ExitCodes.Fatal),
        _ =>
            (
                "unexpected", $"An unexpected error occurred ({exception.GetType().Name}): {exception.Message}",
                ExitCodes.Unexpected),
    };
}
