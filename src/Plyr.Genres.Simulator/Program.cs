namespace Plyr.Genres.Simulator;

// In a namespace, because a test project may also reference a host with a global Program.
internal static class Program
{
    private static Task<int> Main(string[] args) => SimulatorCommand.RunAsync(args);
}
