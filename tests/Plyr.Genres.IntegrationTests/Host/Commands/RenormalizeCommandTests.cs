using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>The backfill that computes stored predictions again, against an oracle over the same scores.</summary>
[TestFixture, Property("Rule", 39)]
internal sealed class RenormalizeCommandTests
{
    private const int Count = 500;

    // The site allows few names, so that many tracks have the same predictions under both vocabularies.
    private static readonly string[] Before = ["ambient", "house", "techno", "drum n bass", "opera"];
    private static readonly string[] After = ["ambient", "house", "techno", "dnb"];

    private static readonly GenreLabelNormalizer Former = new(topN: 3, allowedNames: Before, minConfidence: 0.05);

    private static readonly GenreLabelNormalizer Current = new(
        topN: 2, aliases: [KeyValuePair.Create("drum n bass", "dnb")], allowedNames: After, minConfidence: 0.05);

    [Test]
    public async Task Changes_exactly_the_tracks_that_the_vocabulary_changes_without_a_run()
    {
        using var library = await ScoredLibrary.CreateAsync(Count, Former);
        await using var simulator = await ReplicateSimulator.StartAsync();

        var result = await RunAsync(library, simulator, "--json");

        var changed = Enumerable.Range(1, Count).Count(IsChanged);
        var tracks = library.ReadTracks().ToArray();
        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed, Is.InRange(1, Count - 1), "the oracle");
            Assert.That(result.Json.GetProperty("renormalized").GetInt64(), Is.EqualTo(changed));
            Assert.That(result.Json.GetProperty("unchanged").GetInt64(), Is.EqualTo(Count - changed));
            Assert.That(result.Json.GetProperty("without_scores").GetInt64(), Is.Zero);
            Assert.That(
                tracks.Select(track => track.Predictions),
                Is.EqualTo(tracks.Select(track => Current.Normalize(ScoredLibrary.ScoresOf(track.Id)))));
            Assert.That(tracks.Select(track => track.Tags[0]), Is.All.EqualTo("mine"));
            Assert.That(simulator.Ledger.Creates, Is.Zero);
        }
    }

    [Test]
    public async Task Dry_run_shows_examples_and_writes_nothing()
    {
        using var library = await ScoredLibrary.CreateAsync(Count, Former);
        await using var simulator = await ReplicateSimulator.StartAsync();

        var lines = await RunAsync(library, simulator, "--dry-run");
        var json = await RunAsync(library, simulator, "--dry-run", "--json", "--reapply-auto-tags");

        var changed = Enumerable.Range(1, Count).Where(IsChanged).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                lines.Output.Split('\n').Count(line => line.Contains("  before: ", StringComparison.Ordinal)),
                Is.EqualTo(10));
            Assert.That(lines.Output, Does.Contain(
                $"{changed.Length} tracks would change, {Count - changed.Length} would not, 0 skipped without "
                + "predictions, 0 failed. The model was not asked."));
            Assert.That(
                json.Json.GetProperty("tracks").EnumerateArray().Select(track => (int)track.Id()),
                Is.SupersetOf(changed), "tags may change too");
            Assert.That(library.ReadTracks().Select(track => track.Predictions), Is.EqualTo(
                Enumerable.Range(1, Count).Select(id => Former.Normalize(ScoredLibrary.ScoresOf(id)))));
            Assert.That(simulator.Ledger.Creates, Is.Zero);
        }
    }

    [Test]
    public async Task Reapplying_auto_tags_replaces_them()
    {
        using var library = await ScoredLibrary.CreateAsync(50, Former);
        await using var simulator = await ReplicateSimulator.StartAsync();

        await RunAsync(library, simulator, "--reapply-auto-tags", "--json");
        var second = await RunAsync(library, simulator, "--reapply-auto-tags", "--json");

        var policy = new AutoTagPolicy();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Json.GetProperty("unchanged").GetInt64(), Is.EqualTo(50));
            foreach (var track in library.ReadTracks().Where(track => Former.Normalize(ScoredLibrary.ScoresOf(track.Id)).Count > 0))
                Assert.That(track.Tags.Skip(1), Is.EquivalentTo(policy.Select(track.Predictions)), $"track {track.Id}");
        }
    }

    [Test]
    public async Task Library_that_the_original_wrote_is_left_alone_with_what_its_runs_would_cost()
    {
        using var library = await SeededLibrary.CreateAsync(("fresh", 30), ("missing", 3), ("failed", 2));
        await using var simulator = await ReplicateSimulator.StartAsync();

        var result = await HostCommand.RunAsync(
            new Dictionary<string, string>(HostProgram.Asking(simulator))
            {
                ["REPLICATE_TOP_N"] = "1",
                ["REPLICATE_ENABLED"] = "false",
            },
            "backfill", "--renormalize", "--data", library.Path);

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        Assert.That(result.Output, Does.EndWith(
            "0 tracks changed, 0 did not, 5 skipped without predictions, 0 failed. The model was not asked.\n"
            + "30 tracks without kept scores. Other predictions need a run of the model for each, for about $0.0057. "
            + "backfill --other-models runs it for those that another model or program wrote.\n"));
        Assert.That(simulator.Ledger.Creates, Is.Zero);
    }

    [TestCase("--reapply-auto-tags")]
    [TestCase("--renormalize", "--limit", "1")]
    [TestCase("--renormalize", "--retry-failures")]
    public async Task Options_that_contradict_each_other_are_refused(params string[] options)
    {
        using var library = await SeededLibrary.CreateAsync();

        var result = await HostCommand.RunAsync(
            new Dictionary<string, string>(), ["backfill", "--data", library.Path, .. options]);

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage), result.Error);
        Assert.That(result.Error, Does.Contain("--renormalize"));
    }

    private static bool IsChanged(int id)
    {
        var scores = ScoredLibrary.ScoresOf(id);
        return !Former.Normalize(scores).SequenceEqual(Current.Normalize(scores));
    }

    private static async Task<HostCommandResult> RunAsync(
        ScoredLibrary library, ReplicateSimulator simulator, params string[] options)
    {
        var vocabulary = System.IO.Path.Combine(library.Path, "vocabulary.txt");
        await File.WriteAllTextAsync(
            vocabulary, "# the names of this site\nambient\nhouse\ntechno\ndrum n bass = dnb\n");
        var environment = new Dictionary<string, string>(HostProgram.Asking(simulator))
        {
            ["VOCABULARY_FILE"] = vocabulary,
            ["REPLICATE_TOP_N"] = "2",
            ["PlyrGenres__MinConfidence"] = "0.05",
        };
        return await HostCommand.RunAsync(
            environment, ["backfill", "--renormalize", "--data", library.Path, .. options]);
    }
}
