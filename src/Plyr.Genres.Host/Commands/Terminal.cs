using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Writes tables: in colour to a terminal, as plain text to a pipe or a file.</summary>
internal static class Terminal
{
    public static bool Is(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>Replaces control characters, which could command the terminal.</summary>
    public static string Plain(string? text) =>
        string.Concat((text ?? "").Select(character => char.IsControl(character) ? '\uFFFD' : character));

    /// <summary>A track as a person names it.</summary>
    public static string Title(string? artist, string? title) =>
        Plain((artist, title) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => $"{artist} - {title}",
            (_, { Length: > 0 }) => title,
            ({ Length: > 0 }, _) => $"{artist} - (untitled)",
            _ => "(untitled)",
        });

    /// <summary>A length or a time as minutes and seconds, with hours where there are any.</summary>
    public static string Clock(TimeSpan time) =>
        time < TimeSpan.FromHours(1) ? $"{time:m\\:ss}" : $"{(int)time.TotalHours}:{time:mm\\:ss}";

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
