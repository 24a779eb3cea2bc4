using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Reliability.Soak;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.PlantedBugs;

/// <summary>The long random run finds a bug of each kind that it looks for.</summary>
[TestFixture]
internal sealed class PlantedBugTests
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(48);

    internal static SoakOptions Short =>
        new()
        {
            Duration = TimeSpan.FromSeconds(6),
            OneBrokenIn = 2,
            Tracks = 20,
            Workers = 20,
            KillsProcesses = false,
        };

    private static IEnumerable<TestCaseData> Bugs() =>
    [
        Bug("lost what another system wrote", Writes((_, change) => With(change, "key 1", null))),
        Bug(
            "lost the tag",
            Writes(
                (track, change) => change with
                {
                    RemoveTags = [.. change.RemoveTags, .. track.Tags.Except(track.Extra.AutoTags?.Names ?? [])],
                })),
        Bug("of which there is no record", Writes((_, change) => Without(change, TrackExtraKeys.AutoTags))),
        Bug(
            "lost its wish",
            Writes(
                (_, change) =>
                    change.Extra.ContainsKey(TrackExtraKeys.Predictions)
                        ? change
                        : With(change, TrackExtraKeys.AutoTag, null))),
        Bug("are of other audio", Short with { Store = store => new OldFileStore(store) }),
        Bug("were paid twice", Short with { Configure = PayTwice }),
        Bug("go on although everybody is gone", Short with { Configure = Leak }),
    ];

    [TestCaseSource(nameof(Bugs))]
    public async Task A_planted_bug_is_found(string sentence, SoakOptions options)
    {
        var outcome = await SoakRun.RunAsync(options, databaseUrl: null);
        // What happens at the same time is chance and a busy machine is slow, so a short run may miss a bug.
        for (var duration = options.Duration * 2; !Finds(outcome) && duration <= LongestRun; duration *= 2)
            outcome = await SoakRun.RunAsync(options with { Duration = duration }, databaseUrl: null);

        Assert.That(outcome.Violations, Has.Some.Contains(sentence));

        bool Finds(SoakOutcome run) => run.Violations.Any(violation => violation.Contains(sentence));
    }

    [Test]
    public async Task A_connection_to_the_database_that_is_never_closed_is_found()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var forgotten = new NpgsqlConnection(database.ConnectionString);
        var outcome = await SoakRun.RunAsync(
            Short with { Duration = TimeSpan.FromSeconds(1), Configure = (_, _) => forgotten.Open() }, database.Url);
        Assert.That(outcome.Violations, Has.Some.Contains("is left open"));
    }

    private static TestCaseData Bug(string sentence, SoakOptions options) =>
        new TestCaseData(sentence, options).SetArgDisplayNames(sentence);

    private static SoakOptions Writes(Func<Track, TrackChange, TrackChange> spoil) =>
        Short with { Store = store => new SpoilingStore(store, spoil) };

    private static TrackChange With(TrackChange change, string key, string? json) =>
        change with { Extra = new Dictionary<string, string?>(change.Extra) { [key] = json } };

    private static TrackChange Without(TrackChange change, string key) =>
        change with { Extra = change.Extra.Where(pair => pair.Key != key).ToDictionary() };

    private static void PayTwice(IServiceCollection services, ReplicateSimulator simulator)
    {
        const string Direct = "direct";
        var own = services.Last(service => service.ServiceType == typeof(IGenreClassifier));
        services.AddKeyedSingleton(typeof(IGenreClassifier), Direct, own.ImplementationType!);
        services.AddSingleton<IGenreClassifier>(
            provider => new TwiceClassifier(provider.GetRequiredKeyedService<IGenreClassifier>(Direct)));
    }

    private static void Leak(IServiceCollection services, ReplicateSimulator simulator)
    {
        simulator.Faults.Add(new Fault { Stage = FaultStage.Other, Path = "leak", Delay = TimeSpan.FromHours(1) });
        _ = new HttpClient().GetAsync(new Uri(simulator.BaseAddress, "leak"));
    }
}
