using System.Globalization;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Reliability.PlantedBugs;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Reliability.Reports;
using Plyr.Genres.Reliability.Soak;

namespace Plyr.Genres.IntegrationTests.Reliability;

/// <summary>The long random run, for as many seconds as PLYR_SOAK_SECONDS says.</summary>
[TestFixture, NonParallelizable]
internal sealed class SoakTests
{
    private const int UsualSeconds = 10;

    private static SoakOptions Options => new() { Duration = TimeSpan.FromSeconds(Seconds) };

    private static int Seconds => int.TryParse(Environment.GetEnvironmentVariable("PLYR_SOAK_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : UsualSeconds;

    [Test]
    public async Task Nothing_is_lost_mixed_up_or_paid_twice_on_SQLite_while_everything_happens_at_once() =>
        Judge("SQLite", await SoakCommand.RunAsync(Options, databaseUrl: null));

    [Test]
    public async Task Nothing_is_lost_mixed_up_or_paid_twice_on_PostgreSQL_while_everything_happens_at_once()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        Judge("PostgreSQL", await SoakCommand.RunAsync(Options, database.Url));
    }

    [Test]
    public async Task The_run_that_finds_planted_bugs_finds_none_where_there_is_none() =>
        Assert.That((await SoakCommand.RunAsync(PlantedBugTests.Short, databaseUrl: null)).Violations, Is.Empty);

    private static void Judge(string database, SoakOutcome outcome)
    {
        var summary = new SoakSummary(database, outcome.Operations, outcome.Violations.Count);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, summary.FileName), summary.Write());
        TestContext.Out.WriteLine(outcome);
        Assert.That(outcome.Violations, Is.Empty);
        Assert.That(outcome.Operations, Is.GreaterThan(0));
        Assert.That(outcome.PaidRuns, Is.GreaterThan(0));
        Assert.That(outcome.Kills, Is.GreaterThan(0));
    }
}
