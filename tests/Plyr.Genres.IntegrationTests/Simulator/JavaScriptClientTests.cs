using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>Replicate's own client for JavaScript, unchanged.</summary>
internal sealed class JavaScriptClientTests
{
    private const string RunScript = """
        import Replicate from "replicate";
        const [auth, baseUrl, model, audio] = process.argv.slice(2);
        const input = { audio, output_format: "JSON" };
        const results = [];
        for (const options of [{ useFileOutput: false }, {}])
          for (const wait of [{ mode: "block" }, { mode: "poll", interval: 20 }]) {
            const output = await new Replicate({ auth, baseUrl, ...options }).run(model, { input, wait });
            const file = typeof output === "string" ? await fetch(output) : new Response(await output.blob());
            results.push({ output: String(output), labels: Object.keys(await file.json()).length });
          }
        console.log(JSON.stringify(results));
        """;

    private const string UploadScript = """
        import Replicate from "replicate";
        const [auth, baseUrl, model, path] = process.argv.slice(2);
        const { openAsBlob } = await import("node:fs");
        const audio = await openAsBlob(path, { type: "audio/wav" });
        const output = await new Replicate({ auth, baseUrl }).run(model, { input: { audio, output_format: "JSON" } });
        console.log(Object.keys(await (await fetch(output)).json()).length);
        """;

    private string _folder = "";

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        _folder = Directory.CreateTempSubdirectory("plyr-genres-npm-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder, "run.mjs"), RunScript);
        await File.WriteAllTextAsync(Path.Combine(_folder, "upload.mjs"), UploadScript);
        try
        {
            string[] options =
            [
                "--no-audit", "--no-fund", "--silent", "--prefer-offline", "--fetch-retries=5", "--prefix", _folder,
            ];
            await RunAsync("npm", ["install", .. options, "replicate@1.4.0"]);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            Requirement.Missing("npm", $"npm can't install Replicate's client: {exception.Message}");
        }
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task It_runs_the_model_and_gets_the_output_file()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Token = "r8_script", Latency = TimeSpan.FromMilliseconds(50) });

        var printed = await RunAsync("node", ["run.mjs", .. Arguments(simulator), simulator.Recording().AbsoluteUri]);

        using var results = JsonDocument.Parse(printed);
        Assert.That(results.RootElement.GetArrayLength(), Is.EqualTo(4));
        foreach (var result in results.RootElement.EnumerateArray())
        {
            Assert.That(result.Text("output"), Does.StartWith($"{simulator.FileOrigin}outputs/"));
            Assert.That(result.GetProperty("labels").GetInt32(), Is.EqualTo(400));
        }

        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(4));
        Assert.That(simulator.Ledger.TokenLeaks, Is.Empty);
    }

    [Test]
    public async Task It_uploads_a_file_of_5_MB_and_gets_the_output()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions { IsRemote = true });
        var path = Path.Combine(_folder, "song.wav");
        await File.WriteAllBytesAsync(path, TestAudio.Wav(1, seconds: 320));

        var printed = await RunAsync("node", ["upload.mjs", .. Arguments(simulator), path]);

        Assert.That(printed.Trim(), Is.EqualTo("400"));
        Assert.That(simulator.Files.Single().Size, Is.GreaterThan(5_000_000));
        Assert.That(simulator.Ledger.PaidRuns.Single().AudioSha256, Is.EqualTo(simulator.Files.Single().Sha256));
        Assert.That(simulator.Ledger.TokenLeaks, Is.Empty);
    }

    private static string[] Arguments(ReplicateSimulator simulator) =>
        [simulator.Token, $"{simulator.BaseAddress}v1", $"mtg/effnet-discogs:{simulator.Version}"];

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
