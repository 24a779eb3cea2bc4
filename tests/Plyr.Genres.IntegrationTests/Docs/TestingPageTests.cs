using System.Text;
using System.Text.Json;
using Example.Readme;
using Example.Testing;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client;
using Plyr.Genres.IntegrationTests.Docs.Pages;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The fakes and the faults of testing-a-host.md.</summary>
internal sealed class TestingPageTests
{
    private static IEnumerable<TestCaseData> Faults => MarkdownPage.Read("docs/testing-a-host.md").Table("fault")
        .Select(row => new TestCaseData(row[0], row[1]).SetArgDisplayNames(row[0]));

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_posted_to_the_simulator_has_the_result_of_its_row(string fault, string result)
    {
        await using var client = await SimulatedClient.StartAsync();
        using var http = new HttpClient { BaseAddress = client.Simulator.BaseAddress };
        using var body = new StringContent(fault, Encoding.UTF8, "application/json");

        using var posted = await http.PostAsync("_simulator/faults", body);
        var actual = await ResultAsync(client.Classifier, client.Simulator.Recording("fault"));

        posted.EnsureSuccessStatusCode();
        Assert.That(actual, Is.EqualTo(result));
    }

    [Test]
    public async Task An_endpoint_is_tested_with_a_fake_classifier()
    {
        var tracks = new InMemoryTrackExtraStore();
        tracks.Put(new Track { Id = 1, FileId = "a", Audio = new Uri("https://audio.example/a.mp3") });
        var classifier = new FakeClassifier();
        var builder = ReadmeHost.Create(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var app = ReadmeHost.Build(builder, services => Fakes.Use(services, tracks, classifier));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var suggestions = JsonDocument.Parse(await http.GetStringAsync("tracks/1/recommended-tags"));

        var names = suggestions.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString());
        Assert.That(names, Is.EqualTo(new[] { "electronic", "house" }));
        Assert.That(classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task The_simulator_refuses_a_create_when_the_test_says_so() =>
        Assert.That(await Fakes.CountRetriedCreatesAsync(), Is.EqualTo(1));

    private static async Task<string> ResultAsync(IGenreClassifier classifier, Uri audio)
    {
        try
        {
            await classifier.ClassifyAsync(audio);
            return nameof(ClassificationStatus.Classified);
        }
        catch (GenreClassificationException exception)
        {
            return exception.Failure.ToString();
        }
    }
}
