using System.CommandLine;
using Plyr.Genres.Host.Settings;
using Spectre.Console;

namespace Plyr.Genres.Reliability.Soak;

/// <summary><c>soak</c>: the long random run, as long as wanted.</summary>
internal static class SoakCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var seconds = new Option<int>("--seconds") { Description = "How long it runs.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "What is chosen at random is made from it.", DefaultValueFactory = _ => new SoakOptions().Seed };
        var database = new Option<string?>("--database") { Description = "An empty PostgreSQL database (postgres://...); without it an SQLite file is made." };
        var command = new Command("soak", "People, pages, tasks and processes at random on 200 tracks while the service fails and processes are killed; then a look at what was lost.") { seconds, seed, database };
        command.SetAction(async (parsed, _) =>
        {
            var options = new SoakOptions { Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)), Seed = parsed.GetValue(seed) };
            var outcome = await RunAsync(options, parsed.GetValue(database));
            console.WriteLine(outcome.ToString());
            return outcome.Violations.Count == 0 ? 0 : 1;
        });
        return command;
    }

    /// <param name="options">How long and how hard.</param>
    /// <param name="databaseUrl">An empty PostgreSQL database; null for an SQLite file.</param>
    public static async Task<SoakOutcome> RunAsync(SoakOptions options, string? databaseUrl)
    {
        await using var simulator = await SoakRun.StartSimulatorAsync();
        await using var database = databaseUrl is null
            ? await SqliteSoakDatabase.CreateAsync(simulator)
            : await PostgresSoakDatabase.CreateAsync(simulator, databaseUrl, PostgresAddress.Parse(databaseUrl).ConnectionString);
        return await new SoakRun(options, simulator, database).RunAsync();
    }
}
