using System.Diagnostics;
using System.Xml.Linq;

namespace Plyr.Genres.Reliability.Reports;

/// <summary>One run of the integration tests, read from its trx file.</summary>
internal sealed class TestRun(XDocument trx)
{
    private const string Project = "tests/Plyr.Genres.IntegrationTests";

    /// <summary>Runs all integration tests as they were built.</summary>
    /// <param name="repository">The folder of the solution.</param>
    /// <exception cref="InvalidOperationException">The tests could not be run.</exception>
    public static TestRun Run(string repository)
    {
        var results = Directory.CreateTempSubdirectory("plyr-genres-report-");
        try
        {
            var trx = Path.Combine(results.FullName, "run.trx");
            var start = new ProcessStartInfo("dotnet") { WorkingDirectory = repository, RedirectStandardOutput = true };
            foreach (var argument in new[] { "test", Project, "-c", "Release", "--no-build", "--logger", $"trx;LogFileName={trx}" })
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return File.Exists(trx) ? new TestRun(XDocument.Load(trx)) : throw new InvalidOperationException($"The integration tests did not run; build the solution in Release first. {output}");
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    /// <summary>How many tests ran.</summary>
    public int Total => Elements("UnitTestResult").Count(result => (string?)result.Attribute("outcome") != "NotExecuted");

    /// <summary>The names of those that failed.</summary>
    public string[] Failed => [.. Elements("UnitTestResult").Where(result => (string?)result.Attribute("outcome") is not ("Passed" or "NotExecuted")).Select(result => (string)result.Attribute("testName")!)];

    /// <summary>How many tests of a namespace passed, and how many did not; the adapter writes no categories into the file.</summary>
    public (int Passed, int Failed) Count(string name)
    {
        var tests = Elements("UnitTest")
            .Where(test => test.Descendants().Any(method => ((string?)method.Attribute("className"))?.StartsWith($"{name}.", StringComparison.Ordinal) == true))
            .Select(test => (string?)test.Attribute("id"))
            .ToHashSet();
        var outcomes = Elements("UnitTestResult").Where(result => tests.Contains((string?)result.Attribute("testId"))).Select(result => (string?)result.Attribute("outcome")).ToArray();
        return (outcomes.Count(outcome => outcome == "Passed"), outcomes.Count(outcome => outcome is not ("Passed" or "NotExecuted")));
    }

    private IEnumerable<XElement> Elements(string name) => trx.Descendants().Where(element => element.Name.LocalName == name);
}
