using System.Diagnostics;
using System.Xml.Linq;

namespace Plyr.Genres.Reliability.Reports;

/// <summary>Runs a category of the integration tests and counts what came of it.</summary>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many did not.</param>
internal sealed record TestRun(int Passed, int Failed)
{
    private const string Project = "tests/Plyr.Genres.IntegrationTests";

    /// <summary>Runs the tests; with what was built, as everything else here.</summary>
    /// <param name="repository">The folder of the solution.</param>
    /// <param name="filter">Which tests; null for all.</param>
    /// <exception cref="InvalidOperationException">The tests could not be run.</exception>
    public static TestRun Run(string repository, string? filter)
    {
        var results = Directory.CreateTempSubdirectory("plyr-genres-report-");
        try
        {
            var trx = Path.Combine(results.FullName, "run.trx");
            var start = new ProcessStartInfo("dotnet") { WorkingDirectory = repository, RedirectStandardOutput = true };
            foreach (var argument in new[] { "test", Project, "-c", "Release", "--no-build", "--logger", $"trx;LogFileName={trx}" })
                start.ArgumentList.Add(argument);
            if (filter is not null)
            {
                start.ArgumentList.Add("--filter");
                start.ArgumentList.Add(filter);
            }

            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return File.Exists(trx) ? Read(XDocument.Load(trx)) : throw new InvalidOperationException($"The tests did not run: {output}");
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    /// <summary>Reads a trx file.</summary>
    public static TestRun Read(XDocument trx)
    {
        var outcomes = trx.Descendants().Where(element => element.Name.LocalName == "UnitTestResult").Select(result => (string?)result.Attribute("outcome")).ToArray();
        return new TestRun(outcomes.Count(outcome => outcome == "Passed"), outcomes.Count(outcome => outcome is not ("Passed" or "NotExecuted")));
    }
}
