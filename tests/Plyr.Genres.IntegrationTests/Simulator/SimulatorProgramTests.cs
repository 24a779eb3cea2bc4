using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>The simulator as a program of its own.</summary>
internal sealed partial class SimulatorProgramTests
{
    [Test]
    public async Task It_says_where_it_listens_serves_and_ends_cleanly_when_interrupted()
    {
        using var process = Start("--port", "0", "--latency", "0", "--token", "r8_mine");
        Uri? api = null;
        while (api is null && await process.StandardOutput.ReadLineAsync() is { } line)
            api = Api().Match(line) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;
        using var http = new HttpClient();
        using var refused = await http.GetAsync(api);
        var ledger = await http.GetFromJsonAsync<JsonElement>(new Uri(api!, "/_simulator/ledger"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(ledger.GetProperty("requests").GetProperty("GET /v1/predictions").GetInt32(), Is.EqualTo(1));

        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            Assert.Ignore("A process of Windows can't be interrupted from here.");
        }

        using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
        var rest = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await rest;
        Assert.That((process.ExitCode, await process.StandardError.ReadToEndAsync()), Is.EqualTo((0, "")));
    }

    [TestCase("--latency", "soon", "--latency is 'soon'; it must be a time such as 2s, 200ms or 5m.")]
    [TestCase("--port", "70000", "A port must be from 0 to 65535.")]
    [TestCase("--port", "x", "Cannot parse argument 'x' for option '--port' as expected type 'System.Int32'.")]
    [TestCase("--creates-per-minute", "0", "--creates-per-minute must be 1 or more.")]
    [TestCase("--nonsense", "1", "Unrecognized command or argument '--nonsense'.")]
    public async Task Wrong_arguments_end_it_with_3_and_one_sentence(string option, string value, string sentence)
    {
        using var process = Start(option, value);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That((process.ExitCode, errors.TrimEnd()), Is.EqualTo((3, sentence)));
    }

    [Test]
    public async Task A_port_that_is_taken_ends_it_with_3_and_one_sentence()
    {
        await using var simulator = await ReplicateSimulator.StartAsync();
        using var process = Start("--port", $"{simulator.BaseAddress.Port}");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        Assert.That(process.ExitCode, Is.EqualTo(3));
        Assert.That(errors.TrimEnd(), Does.StartWith("The simulator can't listen: ").And.Not.Contain("\n"));
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ReplicateSimulator).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;

    [GeneratedRegex("API +(http://127\\.0\\.0\\.1:[0-9]+/v1/predictions)$")]
    private static partial Regex Api();
}
