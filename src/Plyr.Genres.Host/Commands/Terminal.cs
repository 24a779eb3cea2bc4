using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Where tables are drawn: in colour on a terminal, as plain text in a pipe or a file.</summary>
internal static class Terminal
{
    public static bool Is(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>A text from the database, fit to be shown: a control character could command the terminal.</summary>
    public static string Plain(string? text) => string.Concat((text ?? "").Select(character => char.IsControl(character) ? '\uFFFD' : character));

    public static IAnsiConsole For(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = Is(output) ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = Is(output) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });
}
