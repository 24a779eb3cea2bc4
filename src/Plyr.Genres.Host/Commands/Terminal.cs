using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Where tables are drawn: in colour on a terminal, as plain text in a pipe or a file.</summary>
internal static class Terminal
{
    public static bool Is(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>A text from the database, fit to be shown: a control character could command the terminal.</summary>
    public static string Plain(string? text) =>
        string.Concat((text ?? "").Select(character => char.IsControl(character) ? '\uFFFD' : character));

    public static bool IsError(TextWriter error) => ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public static IAnsiConsole For(TextWriter output) => Create(output, Is(output));

    public static IAnsiConsole ForError(TextWriter error) => Create(error, IsError(error));

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });
}
