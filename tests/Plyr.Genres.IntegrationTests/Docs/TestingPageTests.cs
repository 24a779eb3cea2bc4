using System.Text;
using Example.Testing;
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
    public async Task Posted_fault_has_the_result_of_its_row(string fault, string result)
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
    public async Task Simulator_refuses_one_create_and_the_library_repeats_it() =>
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
