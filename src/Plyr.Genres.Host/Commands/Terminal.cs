using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Writes tables: in colour to a terminal, as plain text to a pipe or a file.</summary>
internal static class Terminal
{
    public static bool Is(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>Replaces control characters, which could control the terminal.</summary>
    public static string Plain(string? text) =>
        string.Concat((text ?? "").Select(character => char.IsControl(character) ? '\uFFFD' : character));

    /// <summary>Returns the artist and the title of a track.</summary>
    public static string Title(string? artist, string? title)
    {
        var shownTitle = string.IsNullOrEmpty(title) ? "(untitled)" : title;
        return Plain(string.IsNullOrEmpty(artist) ? shownTitle : $"{artist} - {shownTitle}");
    }

    /// <summary>Returns a duration in minutes and seconds, with hours from one hour on.</summary>
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
