using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>
/// The programs of the package's readme, built against the package outside the repository and run. One line is added to each: where the
/// simulator is.
/// </summary>
internal sealed class ReadmeTests
{
    private const string Console = "ReadmeConsole";
    private const string Web = "ReadmeWeb";

    private readonly Consumers _consumers = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        _consumers.Write(Console, $"{Console}.csproj", Project("Microsoft.NET.Sdk", ""));
        _consumers.Write(Console, "Program.cs", With(
            PackageReadme.Console, "    options.Enabled = true;", "    (options.Replicate.BaseAddress, options.Replicate.AllowedOutputHosts, options.Replicate.Simulated) = (new Uri(args[1]), [new Uri(args[2]).Authority], true);"));
        _consumers.Write(Web, $"{Web}.csproj", Project("Microsoft.NET.Sdk.Web", """<PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.14" />"""));
        _consumers.Write(Web, "SqlTrackStore.cs", PackageReadme.Store);
        _consumers.Write(Web, "Program.cs", With(
            PackageReadme.Web,
            "var builder = WebApplication.CreateBuilder(args);",
            "builder.Services.AddPlyrGenres(options => (options.Replicate.BaseAddress, options.Replicate.AllowedOutputHosts, options.Replicate.Simulated) = (new Uri(builder.Configuration[\"API\"]!), [new Uri(builder.Configuration[\"FILES\"]!).Authority], true));"));
        await _consumers.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _consumers.Dispose();

    [Test]
    public void The_store_that_the_contract_tests_is_the_one_in_the_readme() =>
        Assert.That(PackageReadme.Store, Is.EqualTo(Repository.Read("tests", "Plyr.Genres.IntegrationTests", "Package", "Readme", "SqlTrackStore.cs")));

    [Test]
    public async Task The_console_program_prints_suggestions()
    {
        await using var client = await SimulatedClient.StartAsync();
        var audio = client.Simulator.Recording("readme");
        var shell = new Shell(_consumers.Folder) { Environment = { ["REPLICATE_API_TOKEN"] = SimulatedClient.Token } };
        var printed = await shell.RunAsync(
            "dotnet", _consumers.Program(Console), audio.AbsoluteUri, client.Simulator.BaseAddress.AbsoluteUri, client.Simulator.FileOrigin.AbsoluteUri);

        var best = new GenreLabelNormalizer().Normalize((await client.Classifier.ClassifyAsync(audio)).Labels).Take(5);
        Assert.That(printed.ReplaceLineEndings("\n"), Is.EqualTo(string.Concat(best.Select(tag => FormattableString.Invariant($"{tag.Confidence:0.0000} {tag.Name}\n")))));
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
        using var process = shell.Start("dotnet", _consumers.Program(Web));
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(process.StandardOutput) };
            using var classified = await http.PostAsync("tracks/1/classify", null);
            var added = (await classified.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("addedTags").EnumerateArray().Select(tag => tag.GetString()).ToArray();
            Assert.That(added, Is.Not.Empty);

            var suggestions = await http.GetFromJsonAsync<JsonElement>("tracks/1/recommended-tags");
            Assert.That(suggestions.GetProperty("available").GetBoolean(), Is.True);
            Assert.That(suggestions.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()), Is.Not.Empty.And.None.AnyOf(added));
            using var unknown = await http.GetAsync("tracks/2/recommended-tags");
            Assert.That((int)unknown.StatusCode, Is.EqualTo(404));
            Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1), "the first answer was stored in the table");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static string Project(string sdk, string references) => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Plyr.Genres" Version="[$(PlyrGenresVersion)]" />
            {references}
          </ItemGroup>
        </Project>
        """;

    private static string With(string program, string after, string line)
    {
        Assert.That(program, Does.Contain(after), "The readme's program has changed; say here where the simulator's address goes.");
        return program.Replace(after, $"{after}\n{line}");
    }

    private static void Fill(string database, Uri audio)
    {
        using var connection = new SqliteConnection(database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $$"""{{PackageReadme.Table}}; INSERT INTO tracks (id, file_id, audio_url, extra) VALUES (1, 'a', @audio, '{"auto_tag": true}')""";
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
