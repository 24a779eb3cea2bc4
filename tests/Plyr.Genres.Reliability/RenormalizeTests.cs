using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Host.Commands;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability;

/// <summary>A change of the vocabulary of a large library on SQLite.</summary>
[TestFixture, NonParallelizable]
internal sealed class RenormalizeTests
{
    private const int Count = 100_000;
    // As the command.
    private const int Concurrency = 100;

    private const long MaxGrowth = 32 << 20;

    private static readonly GenreLabelNormalizer Former = new();

    private static readonly GenreLabelNormalizer Current = new(
        topN: 5, aliases: [KeyValuePair.Create("drum n bass", "dnb")],
        allowedNames: ["dnb", "house", "techno", "rock", "electronic"]);

    [Test]
    public async Task Hundred_thousand_tracks_follow_the_vocabulary_without_a_run_and_with_flat_memory()
    {
        using var library = await ScoredLibrary.CreateAsync(Count, Former);
        await using var simulator = await ReplicateSimulator.StartAsync();
        await using var app = await StartAsync(library, simulator);
        var backfill = app.Services.GetRequiredService<GenreBackfill>();
        var memory = new MemoryWatch();

        var preview = await RunAsync("dry run", new BackfillOptions { Renormalize = true, DryRun = true });
        var report = await RunAsync("written", new BackfillOptions { Renormalize = true, Concurrency = Concurrency });
        var again = await RunAsync("unchanged", new BackfillOptions { Renormalize = true, Concurrency = Concurrency });

        Figures.Add("renormalize: growth of the heap", $"{3 * Count} tracks", $"{memory.Growth >> 20} MB");
        var changed = Enumerable.Range(1, Count).Count(
            id =>
                !Former.Normalize(ScoredLibrary.ScoresOf(id)).SequenceEqual(
                    Current.Normalize(ScoredLibrary.ScoresOf(id))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(preview.Renormalized, Is.EqualTo(changed), "would change");
            Assert.That(report.Renormalized, Is.EqualTo(changed), "changed");
            Assert.That(again.Unchanged, Is.EqualTo(Count), "changed already");
            Assert.That(
                library.ReadTracks().Count(
                    track => track.Predictions.SequenceEqual(Current.Normalize(ScoredLibrary.ScoresOf(track.Id)))),
                Is.EqualTo(Count), "predictions of the oracle");
            Assert.That(simulator.Ledger.Creates, Is.Zero);
            Assert.That(memory.Growth, Is.LessThan(MaxGrowth));
        }

        async Task<BackfillReport> RunAsync(string name, BackfillOptions options)
        {
            var before = Environment.CpuUsage.TotalTime;
            var report = await backfill.RunAsync(options, memory);
            var processor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Count;
            Figures.Add(
                $"renormalize: {name}", $"{Count} tracks",
                $"{Count / report.Duration.TotalSeconds:0}/s, {processor:0} µs of processor time each");
            return report;
        }
    }

    private static Task<HostApp> StartAsync(ScoredLibrary library, ReplicateSimulator simulator)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [SettingNames.DataFolder] = library.Path,
            ["REPLICATE_TOP_N"] = "5",
            ["PlyrGenres:Aliases:drum n bass"] = "dnb",
            ["PlyrGenres:AllowedNames:0"] = "dnb",
            ["PlyrGenres:AllowedNames:1"] = "house",
            ["PlyrGenres:AllowedNames:2"] = "techno",
            ["PlyrGenres:AllowedNames:3"] = "rock",
            ["PlyrGenres:AllowedNames:4"] = "electronic",
        }).Build();
        var settings = HostSettingsReader.Read(configuration) with { Role = HostRole.Command, RunJobs = false, IsRepeatable = true };
        return HostApp.StartAsync(
            settings, simulator, services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)));
    }

    /// <summary>Measures the heap every ten thousand tracks.</summary>
    private sealed class MemoryWatch : IProgress<BackfillProgress>
    {
        private const int Interval = 10_000;
        private long _first;
        private long _reports;

        public long Growth { get; private set; }

        public void Report(BackfillProgress value)
        {
            if (++_reports % Interval != 0)
                return;
            var size = GC.GetTotalMemory(forceFullCollection: true);
            if (_first == 0)
                _first = size;
            Growth = Math.Max(Growth, size - _first);
        }
    }
}
