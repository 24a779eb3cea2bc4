using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client;
using Plyr.Genres.IntegrationTests.Package;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The programs of docs/samples, built with the tests and run against the simulator.</summary>
internal sealed class SampleTests
{
    private const string Listening = "Now listening on: ";

    private SimulatedClient _client = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _client = await SimulatedClient.StartAsync();
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase("WebHost")]
    [TestCase("ConsoleClassifier")]
    [TestCase("BackfillWorker")]
    public void A_sample_has_fewer_than_60_lines(string sample) =>
        Assert.That(Repository.Read("docs", "samples", sample, "Program.cs").Split('\n'), Has.Length.LessThan(60));

    [Test]
    public async Task The_web_host_suggests_adds_and_removes_tags()
    {
        using var process = Shell().Start("dotnet", Program("WebHost"));
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(process.StandardOutput) };
            var upload = new
            {
                FileId = "a",
                AudioUrl = _client.Simulator.Recording("web"),
                Tags = new[] { "live" },
                AutoTag = true,
            };

            using var added = await http.PutAsJsonAsync("tracks/1", upload);
            using var classified = await http.PostAsync("tracks/1/classification", null);
            var tags = await http.GetFromJsonAsync<string[]>("tracks/1/tags");
            var suggestions = await http.GetFromJsonAsync<JsonElement>("tracks/1/recommended-tags");
            using var forgotten = await http.DeleteAsync("tracks/1/genres");
            var rest = await http.GetFromJsonAsync<string[]>("tracks/1/tags");

            Assert.Multiple(() =>
            {
                Assert.That(classified.StatusCode, Is.EqualTo(HttpStatusCode.OK));
                Assert.That(tags, Has.Length.GreaterThan(1).And.Contain("live"));
                Assert.That(suggestions.GetProperty("tags").GetArrayLength(), Is.EqualTo(5));
                Assert.That(rest, Is.EqualTo(new[] { "live" }));
            });
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Test]
    public async Task The_console_classifier_prints_ten_genres()
    {
        var printed = await Shell().RunAsync(
            "dotnet", Program("ConsoleClassifier"), _client.Simulator.Recording("console").AbsoluteUri);

        Assert.That(printed.Trim().Split('\n'), Has.Length.EqualTo(10));
    }

    [Test]
    public async Task The_console_classifier_reports_a_failure()
    {
        _client.Simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = 402 });

        var (exitCode, printed) = await Shell().TryAsync(
            "dotnet", Program("ConsoleClassifier"), _client.Simulator.Recording().AbsoluteUri);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(printed, Does.StartWith(nameof(GenreClassificationFailure.BillingRequired)));
    }

    [Test]
    public async Task The_backfill_worker_tags_every_track_of_the_file()
    {
        var file = _folder.File("urls.txt");
        await File.WriteAllLinesAsync(
            file, new[] { "one", "two", "three" }.Select(name => _client.Simulator.Recording(name).AbsoluteUri));

        var printed = await Shell().RunAsync("dotnet", Program("BackfillWorker"), file);

        Assert.That(printed, Does.Match(@"1: \w").And.Match(@"3: \w").And.Contains("Finished: 3 classified, 0 failed"));
    }

    private Shell Shell() => new(_folder.Path)
    {
        Environment =
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["REPLICATE_ENABLED"] = "true",
            ["REPLICATE_API_TOKEN"] = SimulatedClient.Token,
            ["PlyrGenres__Replicate__BaseAddress"] = _client.Simulator.BaseAddress.AbsoluteUri,
            ["PlyrGenres__Replicate__AllowedOutputHosts__0"] = _client.Simulator.FileOrigin.Authority,
            ["PlyrGenres__Replicate__Simulated"] = "true",
        },
    };

    /// <summary>Returns the path of a program, which is built in the configuration of the tests.</summary>
    private static string Program(string sample)
    {
        var output = Path.GetRelativePath(
            Path.Combine(Repository.Root, "tests", "Plyr.Genres.IntegrationTests"), AppContext.BaseDirectory);
        return Path.Combine(Repository.Root, "docs", "samples", sample, output, $"{sample}.dll");
    }

    private static async Task<Uri> AddressAsync(TextReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
                return new Uri(line[(start + Listening.Length)..]);
        }

        throw new AssertionException("The program ended before it listened.");
    }
}
