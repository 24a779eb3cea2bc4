using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>
/// The long random run: many people, pages, tasks and processes on the same tracks while the service fails, and a look
/// at what is left.
/// </summary>
internal sealed class SoakRun(SoakOptions options, ReplicateSimulator simulator, ISoakDatabase database)
{
    private static readonly TimeSpan RunTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="options">How long and how hard.</param>
    /// <param name="databaseUrl">An empty PostgreSQL database; null for an SQLite file.</param>
    public static async Task<SoakOutcome> RunAsync(SoakOptions options, string? databaseUrl)
    {
        // Runs take long enough that something happens during them.
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(100) });
        await using var database = databaseUrl is null
            ? await SqliteSoakDatabase.CreateAsync(simulator)
            : await PostgresSoakDatabase.CreateAsync(
                simulator, databaseUrl, PostgresAddress.Parse(databaseUrl).ConnectionString);
        return await new SoakRun(options, simulator, database).RunAsync();
    }

    private async Task<SoakOutcome> RunAsync()
    {
        var tracks = await CreateTracksAsync();
        var faults = new SoakFaults(simulator.Faults);
        faults.Start();
        var violations = new List<string>();
        var processes = new SoakProcesses(Environment());
        long operations;
        await using (var services = Services(options.Store(database.Store), options.Configure))
        {
            var users = new SoakUsers(
                tracks, database, services.GetRequiredService<TrackGenres>(), options.OneBrokenIn);
            using var time = new CancellationTokenSource(options.Duration);
            var work = Enumerable.Range(0, options.Workers)
                .Select(worker => users.RunAsync(options.Seed + worker, time.Token))
                .ToArray();
            var killing = options.KillsProcesses ? database.Commands.Select(
                (command, i) => processes.RunAsync(command, options.Seed + i, time.Token)).ToArray() : [];
            var losing = LoseCreatesAsync(faults, time.Token);
            violations.AddRange((await Task.WhenAll(work)).OfType<string>());
            await Task.WhenAll(killing);
            await losing;
            operations = users.Operations;
        }

        violations.AddRange(await RestAsync());
        violations.AddRange(Payments(tracks, processes.Kills, faults.LostCreates));
        var paid = simulator.Ledger.PaidRuns.Count(run => run.Status == "succeeded");
        simulator.Faults.Clear();
        await using var judging = Services(database.Store, (_, _) => { });
        violations.AddRange(
            await new SoakVerdict(database, fileId => PredictAsync(judging, fileId)).JudgeAsync(tracks));
        violations.AddRange(
            (await database.CloseAndListConnectionsLeftAsync()).Select(
                left => $"a connection to the database is left open: {left}"));
        return new SoakOutcome(operations, paid, processes.Kills, violations);
    }

    private async Task<SoakTrack[]> CreateTracksAsync()
    {
        var tracks = Enumerable.Range(1, options.Tracks).Select(id => new SoakTrack(id)).ToArray();
        foreach (var track in tracks)
        {
            track.StartAnew();
            track.TakeNewFile(isSound: track.Id % options.OneBrokenIn > 0);
            await database.CreateAsync(track.Id, track.FileId);
        }

        return tracks;
    }

    private ServiceProvider Services(ITrackExtraStore store, Action<IServiceCollection, ReplicateSimulator> configure)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddPlyrGenres(genres =>
        {
            genres.Enabled = true;
            genres.Replicate.ApiToken = simulator.Token;
            genres.Replicate.BaseAddress = simulator.BaseAddress;
            genres.Replicate.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
            genres.Replicate.Simulated = true;
            genres.Timeout = RunTimeout;
            genres.FailureCooldown = TimeSpan.FromSeconds(2);
            genres.ClaimRuns = true;
        }).UseTrackStore(store);
        configure(services, simulator);
        return services.BuildServiceProvider();
    }

    private Dictionary<string, string> Environment() => new(database.Environment)
    {
        ["REPLICATE_API_TOKEN"] = simulator.Token,
        ["REPLICATE_TIMEOUT_SECONDS"] = $"{RunTimeout.TotalSeconds:0}",
        ["PlyrGenres__Replicate__BaseAddress"] = simulator.BaseAddress.ToString(),
        ["PlyrGenres__Replicate__AllowedOutputHosts__0"] = simulator.FileOrigin.Authority,
        ["PlyrGenres__Replicate__Simulated"] = "true",
        ["PlyrGenres__ClaimRuns"] = "true",
        ["CLASSIFICATION_CONCURRENCY"] = $"{SoakProcesses.RunsAtOnce}",
    };

    private static async Task LoseCreatesAsync(SoakFaults faults, CancellationToken timeIsUp)
    {
        while (!timeIsUp.IsCancellationRequested)
        {
            faults.LoseOneMore();
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<GenrePrediction>> PredictAsync(IServiceProvider services, string fileId)
    {
        var answer = await services.GetRequiredService<IGenreClassifier>().ClassifyAsync(database.Audio(fileId));
        return services.GetRequiredService<GenreLabelNormalizer>().Normalize(answer.Labels);
    }

    /// <summary>After all users have left, no run is in flight at the service.</summary>
    private async Task<IEnumerable<string>> RestAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (simulator.Ledger is { RequestsInFlight: > 0 } or { RunsInFlight: > 0 }
            && !patience.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        var (requests, runs) = (simulator.Ledger.RequestsInFlight, simulator.Ledger.RunsInFlight);
        return requests + runs == 0 ? [] : [$"{requests} requests and {runs} runs go on although everybody is gone"];
    }

    /// <summary>
    /// A file is paid once; again where what was known of it was deleted, where a create's answer was lost, and where a
    /// process was killed.
    /// </summary>
    private IEnumerable<string> Payments(IEnumerable<SoakTrack> tracks, int kills, int lostCreates)
    {
        var again = tracks.SelectMany(track => track.Again).ToDictionary(
            file => database.Audio(file.Key).OriginalString, file => file.Value);
        var excess = simulator.Ledger.PaidRuns.Where(run => run.Status == "succeeded").GroupBy(run => run.AudioUrl)
            .Select(runs => (Url: runs.Key, More: runs.Count() - 1 - again.GetValueOrDefault(runs.Key)))
                .Where(file => file.More > 0)
                .ToArray();
        var allowed = lostCreates + (kills * SoakProcesses.RunsAtOnce);
        return excess.Sum(file => file.More) <= allowed
            ? []
            : [
                $"{excess.Sum(file => file.More)} runs were paid twice, and at most {allowed} may have been: "
                + $"{string.Join(", ", excess.Take(5))}",
            ];
    }
}
