using System.CommandLine;
using Spectre.Console;
using Plyr.Genres.Reliability.Fuzzing;
using Plyr.Genres.Reliability.Reports;
using Plyr.Genres.Reliability.Soak;

namespace Plyr.Genres.Reliability;

/// <summary>The command line of the heavy checks.</summary>
internal static class ReliabilityCommand
{
    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("The heavy checks of Plyr.Genres, and the table of all of them.")
        {
            FuzzCommand.Create(AnsiConsole.Console),
            SoakCommand.Create(AnsiConsole.Console),
            ReportCommand.Create(AnsiConsole.Console),
        };
        return root.Parse(arguments).InvokeAsync();
    }
}
