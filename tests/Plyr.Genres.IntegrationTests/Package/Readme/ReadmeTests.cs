using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>The programs of the package's readme, built against the package outside the repository and run.</summary>
internal sealed class ReadmeTests
{
    [OneTimeSetUp]
    public Task BuildAsync() => Consumers.BuildAsync();

    [Test]
    public void The_store_that_the_contract_tests_is_the_one_in_the_readme() =>
        Assert.That(
            PackageReadme.Store,
            Is.EqualTo(
                Repository.Read("tests", "Plyr.Genres.IntegrationTests", "Package", "Readme", "SqlTrackStore.cs")));

    [Test]
    public async Task The_console_program_prints_suggestions()
    {
        await using var client = await SimulatedClient.StartAsync();
        var audio = client.Simulator.Recording("readme");
        var shell = new Shell(Consumers.Folder) { Environment = { ["REPLICATE_API_TOKEN"] = SimulatedClient.Token } };
        var printed = await shell.RunAsync(
            "dotnet", Consumers.Program(Consumers.Console), audio.AbsoluteUri, client.Simulator.BaseAddress.AbsoluteUri,
            client.Simulator.FileOrigin.AbsoluteUri);

        var best = new GenreLabelNormalizer().Normalize((await client.Classifier.ClassifyAsync(audio)).Labels).Take(5);
        Assert.That(
            printed.ReplaceLineEndings("\n"),
            Is.EqualTo(
                string.Concat(
                    best.Select(tag => FormattableString.Invariant($"{tag.Confidence:0.0000} {tag.Name}\n")))));
    }

    [Test]
    public async Task The_web_application_suggests_and_classifies()
    {
        await using var client = await SimulatedClient.StartAsync();
        using var folder = new TemporaryFolder();
        var database = $"Data Source={folder.File("tracks.db")};Pooling=False";
        Fill(database, client.Simulator.Recording("web"));
        var shell = new Shell(folder.Path)
        {
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ConnectionStrings__Tracks"] = database,
                ["REPLICATE_ENABLED"] = "true",
                ["REPLICATE_API_TOKEN"] = SimulatedClient.Token,
                ["API"] = client.Simulator.BaseAddress.AbsoluteUri,
                ["FILES"] = client.Simulator.FileOrigin.AbsoluteUri,
            },
        };
        using var process = shell.Start("dotnet", Consumers.Program(Consumers.Web));
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(process.StandardOutput) };
            using var classified = await http.PostAsync("tracks/1/classify", null);
            var added = (await classified.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("addedTags")
                .EnumerateArray()
                .Select(tag => tag.GetString())
                .ToArray();
            Assert.That(added, Is.Not.Empty);

            var suggestions = await http.GetFromJsonAsync<JsonElement>("tracks/1/recommended-tags");
            Assert.That(suggestions.GetProperty("available").GetBoolean(), Is.True);
            Assert.That(
                suggestions.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()),
                Is.Not.Empty.And.None.AnyOf(added));
            using var unknown = await http.GetAsync("tracks/2/recommended-tags");
            Assert.That((int)unknown.StatusCode, Is.EqualTo(404));
            Assert.That(
                client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1), "the first answer was stored in the table");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static void Fill(string database, Uri audio)
    {
        using var connection = new SqliteConnection(database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $$"""{{PackageReadme.Table}}; INSERT INTO tracks (id, file_id, audio_url, extra) VALUES (1, 'a', """
            + """@audio, '{"auto_tag": true}')""";
        command.Parameters.AddWithValue("@audio", audio.AbsoluteUri);
        command.ExecuteNonQuery();
    }

    private static async Task<Uri> AddressAsync(TextReader output)
    {
        const string Mark = "Now listening on: ";
        var printed = new List<string>();
        while (await output.ReadLineAsync() is { } line)
        {
            printed.Add(line);
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var mark)
                return new Uri(line[(mark + Mark.Length)..]);
        }

        throw new AssertionException($"The application ended before it listened:\n{string.Join('\n', printed)}");
    }
}
