using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows the help of a command on lines of at most 80 characters.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private const string Program = "Plyr.Genres.Host";
    private const int MaxFirstColumn = 24;

    private readonly Dictionary<Command, CommandHelp> _pages = [];

    public override bool ClearsParseErrors => true;

    /// <summary>Adds the help of a command.</summary>
    public Command Add(Command command, CommandHelp help)
    {
        _pages.Add(command, help);
        return command;
    }

    /// <summary>Replaces the default help.</summary>
    public void Replace(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption)
            {
                option.Action = this;
                option.Description = "Shows this help.";
            }
            else if (option is VersionOption)
            {
                option.Description = "Shows the version.";
            }
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var help = _pages[command];
        var output = parseResult.InvocationConfiguration.Output;
        foreach (var line in TextLines.Wrap(command.Description ?? "", TextLines.Width))
            output.WriteLine(line);
        var name = command is RootCommand ? Program : $"{Program} {Synopsis(command)}";
        Section("Usage", [(command is RootCommand ? $"{name} [COMMAND] [OPTIONS]" : $"{name} [OPTIONS]", "")]);
        Section("Commands", command.Subcommands.Select(child => (Synopsis(child), child.Description ?? "")));
        Section("Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        var root = parseResult.RootCommandResult.Command;
        var options = command.Options.Union(root.Options.Where(option => option.Recursive));
        Section("Options", options.Select(option => (Names(option), option.Description ?? "")));
        Section("Environment", help.DescribeSettings());
        Section("Examples", help.Examples.Select(example => ($"{Program} {example.Arguments}", example.Effect)), 0);
        Section("Exit codes", help.DescribeExitCodes());
        return ExitCodes.Done;

        void Section(
            string title, IEnumerable<(string First, string Second)> rows, int firstColumn = MaxFirstColumn) =>
            Write(output, title, [.. rows], firstColumn);
    }

    private static void Write(
        TextWriter output, string title, (string First, string Second)[] rows, int firstColumn)
    {
        if (rows.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine($"{title}:");
        var widest = rows.Max(row => row.First.Length <= firstColumn ? row.First.Length : 0);
        var indent = widest == 0 ? 6 : widest + 4;
        foreach (var (first, second) in rows)
        {
            var isOwnLine = first.Length > indent - 4;
            if (isOwnLine)
                output.WriteLine($"  {first}");
            var label = isOwnLine ? "" : $"  {first}";
            foreach (var line in TextLines.Wrap(second, TextLines.Width - indent))
            {
                output.WriteLine($"{label.PadRight(indent)}{line}");
                label = "";
            }
        }
    }

    /// <summary>Returns the name of a command with its arguments.</summary>
    private static string Synopsis(Command command) =>
        string.Join(' ', command.Arguments.Select(Synopsis).Prepend(command.Name));

    private static string Synopsis(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string Names(Option option)
    {
        var aliases = option.Aliases.Where(alias => alias.StartsWith('-'));
        var names = string.Join(", ", aliases.Append(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }
}
