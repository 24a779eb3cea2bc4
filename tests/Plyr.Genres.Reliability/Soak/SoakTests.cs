using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Reliability.PlantedBugs;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>The long random run on both databases; <c>PLYR_SOAK_SECONDS</c> sets how long it takes on each.</summary>
[TestFixture]
internal sealed class SoakTests
{
    private static SoakOptions Options => new() { Duration = TimeSpan.FromSeconds(Seconds) };

    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable("PLYR_SOAK_SECONDS"), out var seconds)
            ? seconds
            : Effort.Of(30, 600);

    [Test]
    public async Task Nothing_is_lost_mixed_up_or_paid_twice_on_SQLite() =>
        Judge("SQLite", await SoakRun.RunAsync(Options, databaseUrl: null));

    [Test]
    public async Task Nothing_is_lost_mixed_up_or_paid_twice_on_PostgreSQL()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        Judge("PostgreSQL", await SoakRun.RunAsync(Options, database.Url));
    }

    [Test]
    public async Task A_run_without_a_planted_bug_finds_none() =>
        Assert.That((await SoakRun.RunAsync(PlantedBugTests.Short, databaseUrl: null)).Violations, Is.Empty);

    private static void Judge(string database, SoakOutcome outcome)
    {
        Figures.Add(
            $"random run on {database}",
            $"{outcome.Operations:N0} operations, {outcome.PaidRuns:N0} paid runs, {outcome.Kills} kills",
            $"{outcome.Violations.Count} violations");
        Assert.That(outcome.Violations, Is.Empty);
        Assert.That(outcome.Operations, Is.GreaterThan(0));
        Assert.That(outcome.PaidRuns, Is.GreaterThan(0));
        Assert.That(outcome.Kills, Is.GreaterThan(0));
    }
}
