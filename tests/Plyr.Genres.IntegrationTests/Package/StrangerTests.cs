using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>
/// The package works by itself: in projects outside the repository, built and run.
/// </summary>
internal sealed class StrangerTests
{
    [OneTimeSetUp]
    public Task BuildAsync() => Consumers.BuildAsync();

    [Test]
    public void It_is_restored_from_the_feed_into_a_project_outside_the_repository()
    {
        var restored = Path.Combine(
            Consumers.Folder, "packages", "plyr.genres", Packing.Version, PackedPackage.Assembly);
        Assert.That(File.ReadAllBytes(restored), Is.EqualTo(Packing.First[PackedPackage.Assembly]));
        Assert.That(Path.GetRelativePath(Repository.Root, Consumers.Folder), Does.StartWith(".."));
    }

    [Test]
    public async Task A_track_is_classified_gets_its_tags_and_suggestions_and_is_audited()
    {
        await using var client = await SimulatedClient.StartAsync();
        var audio = client.Simulator.Recording("stranger");
        var output = await RunAsync(client.Simulator, audio);

        var predictions = new GenreLabelNormalizer().Normalize((await client.Classifier.ClassifyAsync(audio)).Labels);
        var tags = new AutoTagPolicy().Select(predictions);
        Assert.That(tags, Is.Not.Empty);
        Assert.That(output, Has.Length.EqualTo(5));
        Assert.That(output[0], Is.EqualTo("Classified"));
        Assert.That(output[1], Is.EqualTo(string.Join(", ", tags.Prepend("live"))));
        using var suggestions = JsonDocument.Parse(output[2]);
        Assert.That(
            suggestions.RootElement.GetProperty("tags").EnumerateArray().Select(
                tag => tag.GetProperty("name").GetString()),
            Is.EqualTo(predictions.Select(prediction => prediction.Name).Except(tags).Take(2)));
        using var audited = JsonDocument.Parse(output[3]);
        Assert.That(
            audited.RootElement.GetProperty("auto_tags").EnumerateArray().Select(tag => tag.GetString()),
            Is.EqualTo(tags));
        using var audit = JsonDocument.Parse(output[4]);
        Assert.That(audit.RootElement.GetProperty("fresh").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_analyzers_that_passed_it_refuse_what_needs_reflection()
    {
        var (exitCode, output) = await new Shell(Consumers.Folder).TryAsync(
            "dotnet", "build", Consumers.Stranger, "-c", "Release", "--no-restore", "-p:DefineConstants=REFLECTION");
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain("error IL2026").And.Contain("error IL3050"));
    }

    private static async Task<string[]> RunAsync(ReplicateSimulator simulator, Uri audio)
    {
        var shell = new Shell(Consumers.Folder) { Environment = { ["REPLICATE_API_TOKEN"] = simulator.Token } };
        var printed = await shell.RunAsync(
            "dotnet", Consumers.Program(Consumers.Stranger), simulator.BaseAddress.AbsoluteUri,
            simulator.FileOrigin.AbsoluteUri, audio.AbsoluteUri);
        return printed.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
