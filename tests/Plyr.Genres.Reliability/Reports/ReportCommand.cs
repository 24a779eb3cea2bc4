using System.CommandLine;
using Spectre.Console;
using Plyr.Genres.Reliability.Fuzzing;

namespace Plyr.Genres.Reliability.Reports;

/// <summary><c>report</c>: measures what can be measured here, and prints the table of reliability.</summary>
internal static class ReportCommand
{
    private const string NotMeasured = "not measured";
    private const string FaultTests = "Plyr.Genres.IntegrationTests.Client.Faults";
    private const string PlantedBugTests = "Plyr.Genres.IntegrationTests.Reliability.PlantedBugs";

    public static Command Create(IAnsiConsole console)
    {
        var inputs = new Option<long>("--inputs") { Description = "How many inputs each parser is given.", DefaultValueFactory = _ => FuzzCommand.UsualInputs };
        var seed = new Option<int>("--seed") { Description = "What the inputs are made from.", DefaultValueFactory = _ => FuzzCommand.UsualSeed };
        var command = new Command("report", "Runs the fault table, the long random run, the planted bugs, the fuzzer and the whole integration run under the listener for secrets, and prints the table of all figures. Build the solution in Release first.") { inputs, seed };
        command.SetAction(parsed =>
        {
            var repository = Repository.Find();
            var summary = SecretSummary.PathIn(repository);
            foreach (var former in SoakSummary.FilesIn(repository).Append(summary))
                File.Delete(former);
            var tests = TestRun.Run(repository);
            ReportRow[] rows =
            [
                Faults(tests),
                Soak(repository),
                PlantedBugs(tests),
                Fuzz(parsed.GetValue(seed), parsed.GetValue(inputs), console),
                Mutation(repository),
                Secrets(summary),
                All(tests),
            ];
            var table = new Table().AddColumns("what", "tried", "result", "as promised");
            foreach (var row in rows)
                table.AddRow(row.What, row.Tried, Markup.Escape(row.Result), row.Holds switch { true => "yes", false => "no", null => "-" });
            console.Write(table);
            return Array.Exists(rows, row => row.Holds == false) ? 1 : 0;
        });
        return command;
    }

    private static ReportRow Faults(TestRun tests)
    {
        var (passed, failed) = tests.Count(FaultTests);
        return new("faults", $"{passed + failed}", $"{passed} held", failed == 0 && passed > 0);
    }

    /// <summary>The whole run that the other rows are parts of: one that fails elsewhere is no good report either.</summary>
    private static ReportRow All(TestRun tests) =>
        new("integration tests", $"{tests.Total:N0}", tests.Failed is { Length: > 0 } failed ? $"failed: {string.Join(", ", failed)}" : "0 failed", tests is { Total: > 0, Failed.Length: 0 });

    /// <summary>On SQLite, and on PostgreSQL where there is one.</summary>
    private static ReportRow Soak(string repository)
    {
        var runs = SoakSummary.FilesIn(repository).Select(file => SoakSummary.Read(File.ReadAllText(file))).OfType<SoakSummary>().ToArray();
        return runs.Length == 0
            ? new("soak operations", NotMeasured, "the runs did not come to their end", false)
            : new("soak operations", $"{runs.Sum(run => run.Operations):N0} on {string.Join(" and ", runs.Select(run => run.Database))}",
                $"{runs.Sum(run => run.Violations)} violations", Array.TrueForAll(runs, run => run is { Violations: 0, Operations: > 0 }));
    }

    private static ReportRow PlantedBugs(TestRun tests)
    {
        var (passed, failed) = tests.Count(PlantedBugTests);
        return new("planted bugs", $"{passed + failed}", $"{passed} found", failed == 0 && passed > 0);
    }

    private static ReportRow Fuzz(int seed, long inputs, IAnsiConsole console)
    {
        var outcomes = FuzzCommand.Run(FuzzTargets.All, seed, inputs, console);
        var violations = outcomes.Sum(outcome => outcome.Violations.Count);
        return new("fuzz inputs", $"{outcomes.Sum(outcome => outcome.Inputs):N0}", $"{violations} violations", violations == 0);
    }

    private static ReportRow Mutation(string repository)
    {
        var document = Path.Combine(repository, "docs", "testing.md");
        return File.Exists(document) && MutationScore.Find(File.ReadAllText(document)) is { } score
            ? new("mutation score", $"at {score.Commit}", $"{score.Percent} %", null)
            : new("mutation score", NotMeasured, "docs/testing.md has none", null);
    }

    /// <summary>Every integration test ran under the listener for secrets, so the whole run is the measurement.</summary>
    private static ReportRow Secrets(string summary)
    {
        if (!File.Exists(summary) || SecretSummary.Read(File.ReadAllText(summary)) is not { } seen)
            return new("secrets", NotMeasured, "the integration run did not come to its end", false);
        return new("secrets", $"{seen.Texts:N0} texts", $"{seen.Found} found", seen is { Found: 0, Texts: > 0 });
    }
}
