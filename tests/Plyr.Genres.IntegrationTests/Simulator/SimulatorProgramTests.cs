using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>The simulator as a program of its own.</summary>
internal sealed class SimulatorProgramTests
{
    [Test]
    public async Task It_prints_the_settings_of_a_client_serves_and_ends_cleanly_when_interrupted()
    {
        using var folder = new TemporaryFolder();
        using var process = Start(["--port", "0", "--latency", "0", "--remote"], ("TMPDIR", folder.Path));
        var settings = await ReadSettingsAsync(process);
        using var http = new HttpClient { BaseAddress = new Uri(settings["PlyrGenres__Replicate__BaseAddress"]) };
        using var refused = await http.GetAsync("v1/files");
        http.DefaultRequestHeaders.Authorization = new("Bearer", settings["REPLICATE_API_TOKEN"]);

        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "content" } };
        using var accepted = await http.PostAsync("v1/files", form);
        var uploaded = Directory.GetDirectories(folder.Path, "plyr*").SelectMany(Directory.GetFiles).ToList();
        using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
        var errors = await EndAsync(process);

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(accepted.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(settings["PlyrGenres__Replicate__AllowedOutputHosts__0"], Does.Match(@"^127\.0\.0\.1:\d+$"));
        Assert.That(settings["PlyrGenres__Replicate__Simulated"], Is.EqualTo("true"));
        Assert.That(uploaded, Has.Count.EqualTo(1));
        Assert.That(Path.GetExtension(uploaded[0]), Is.Empty, "ffprobe takes some extensions for a format");
        Assert.That(Directory.GetFileSystemEntries(folder.Path, "plyr*"), Is.Empty, "the uploads are deleted");
        Assert.That(errors, Is.Empty);
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Loopback_audio_is_fetched_without_the_proxy_and_other_audio_with_it()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}";
        using var process = Start(
            ["--port", "0", "--latency", "0"], ("http_proxy", address), ("no_proxy", ""), ("NO_PROXY", ""));
        using var ended = new Ended(process);
        var settings = await ReadSettingsAsync(process);
        using var http = new HttpClient { BaseAddress = new Uri(settings["PlyrGenres__Replicate__BaseAddress"]) };

        var files = settings["PlyrGenres__Replicate__AllowedOutputHosts__0"].Replace("127.0.0.1", "localhost");

        var local = await ClassifyAsync(http, $"http://{files}/recordings/a.wav");
        Assert.That(proxy.Pending(), Is.False);
        var remote = ClassifyAsync(http, "http://audio.invalid/a.mp3");
        using var connection = await proxy.AcceptTcpClientAsync();
        using var request = new StreamReader(connection.GetStream());
        var line = await request.ReadLineAsync();
        // A second try is refused at once instead of waiting for an answer.
        proxy.Stop();
        connection.Close();

        Assert.That(local.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(line, Is.EqualTo("GET http://audio.invalid/a.mp3 HTTP/1.1"));
        Assert.That((await remote).Text("status"), Is.EqualTo("failed"));
    }

    [TestCase("--latency", "soon", "--latency is 'soon'; it must be a time such as 2s, 200ms or 5m.")]
    [TestCase("--port", "70000", "A port must be from 0 to 65535.")]
    [TestCase("--port", "x", "Cannot parse argument 'x' for option '--port' as expected type 'System.Int32'.")]
    [TestCase("--creates-per-minute", "0", "--creates-per-minute must be 1 or more.")]
    [TestCase("--nonsense", "1", "Unrecognized command or argument '--nonsense'.")]
    [TestCase("--listen", "x", "--listen is 'x'; it must be an IP address such as 127.0.0.1 or 0.0.0.0.")]
    public async Task Wrong_arguments_end_it_with_3_and_one_sentence(string option, string value, string sentence)
    {
        using var process = Start([option, value]);

        var errors = await EndAsync(process);

        Assert.That(errors, Is.EqualTo(sentence));
        Assert.That(process.ExitCode, Is.EqualTo(3));
    }

    [Test]
    public async Task A_port_that_is_taken_ends_it_with_3_and_one_sentence()
    {
        await using var simulator = await ReplicateSimulator.StartAsync();
        using var process = Start(["--port", $"{simulator.BaseAddress.Port}"]);

        var errors = await EndAsync(process);

        Assert.That(process.ExitCode, Is.EqualTo(3));
        Assert.That(errors, Does.StartWith("The simulator can't listen: ").And.Not.Contain("\n"));
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        // A process that was started in the background ignores SIGINT, and so would the program that it starts.
        string[] command = ["--default-signal=INT", "dotnet", typeof(ReplicateSimulator).Assembly.Location];
        var start = new ProcessStartInfo("env", [.. command, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Reads the settings that the program prints, until the end of its banner.</summary>
    private static async Task<Dictionary<string, string>> ReadSettingsAsync(Process process)
    {
        var settings = new Dictionary<string, string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line and not "Press Ctrl-C to stop it.")
        {
            if (line.Trim().Split('=', 2) is [var name, var value])
                settings[name] = value;
        }

        return settings;
    }

    /// <returns>What the process wrote to its standard error.</returns>
    private static async Task<string> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return errors.TrimEnd();
    }

    private static async Task<JsonElement> ClassifyAsync(HttpClient http, string audio)
    {
        var body = new { input = new { audio, output_format = "JSON" } };
        using var response = await http.PostAsJsonAsync("predictions", body);
        return await response.JsonAsync();
    }

    private sealed class Ended(Process process) : IDisposable
    {
        public void Dispose() => process.Kill();
    }
}
