namespace Plyr.Genres.Simulator;

// In a namespace: a global Program would be ambiguous with a host's in a test project that references both.
internal static class Program
{
    private static Task<int> Main(string[] args) => SimulatorCommand.RunAsync(args);
}
