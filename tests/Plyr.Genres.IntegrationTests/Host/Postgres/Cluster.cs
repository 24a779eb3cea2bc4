using System.Net.Http.Json;
using System.Text.Json;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>plyr.fm's tables, one simulator that keeps the ledger, and processes of the host on both.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<HostProcess> _processes = [];

    private Cluster(PostgresDatabase database, ReplicateSimulator simulator) =>
        (Database, Simulator) = (database, simulator);

    public PostgresDatabase Database { get; }

    public ReplicateSimulator Simulator { get; }

    /// <summary>What every process is told.</summary>
    public Dictionary<string, string> Environment => new(HostProgram.Asking(Simulator))
    {
        ["DATABASE_URL"] = Database.Url,
        ["DATA_FOLDER"] = _folder.Path,
        ["CLUSTER_CHECKIN_GRACE_SECONDS"] = "5",
        // All requests come from one client here, and each may cause a run.
        ["ON_DEMAND_RUNS_PER_CLIENT"] = "100000",
        ["ON_DEMAND_RUNS"] = "100000",
    };

    public static async Task<Cluster> StartAsync(SimulatorOptions? options = null)
    {
        var database = await PostgresDatabase.CreateAsync();
        await PlyrFmTables.CreateAsync(database);
        await database.ExecuteAsync(PostgresFilter.CreateIndex(concurrently: false));
        return new Cluster(database, await ReplicateSimulator.StartAsync(options ?? new SimulatorOptions()));
    }

    /// <summary>Adds unclassified tracks, each with a recording of its own.</summary>
    public async Task<List<long>> AddTracksAsync(int count, string extra = """{"auto_tag": true}""")
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
            ids.Add(
                await PlyrFmTables.AddTrackAsync(
                    Database, Simulator.Recording($"recording {i}").OriginalString, extra, $"file-{i}", $"Track {i}"));
        return ids;
    }

    /// <summary>Starts a process of the host that stays.</summary>
    public async Task<HostProcess> StartAsync(string command, params (string Name, string Value)[] settings)
    {
        var environment = Environment;
        foreach (var (name, value) in settings)
            environment[name] = value;
        var process = await HostProcess.StartAsync(command.Split(' '), environment);
        _processes.Add(process);
        return process;
    }

    public Task<HostProcess> StartWorkerAsync(params (string Name, string Value)[] settings) =>
        StartAsync("worker", settings);

    public Task<HostProcess> StartServerAsync(params (string Name, string Value)[] settings) =>
        StartAsync("serve --no-jobs --urls http://127.0.0.1:0", settings);

    public Task<(int ExitCode, string Output, string Error)> RunAsync(string command) =>
        HostProcess.RunAsync(command.Split(' '), Environment);

    /// <summary>
    /// Asks each of two servers this often for the suggestions of each of this many new tracks, all at once.
    /// </summary>
    public async Task<JsonElement[]> AskTwoServersAsync(int tracks, int requests)
    {
        var ids = await AddTracksAsync(tracks, "{}");
        var servers = new[] { await StartServerAsync(), await StartServerAsync() };
        return await Task.WhenAll(
            from server in servers
            from id in ids
            from _ in Enumerable.Range(0, requests)
            select server.Api.Http.GetFromJsonAsync<JsonElement>($"/tracks/{id}/recommended-tags"));
    }

    /// <summary>How many tracks have predictions of their current file.</summary>
    public Task<long> ClassifiedAsync() =>
        Database.ScalarAsync<long>("SELECT count(*) FROM tracks WHERE extra ->> 'genre_predictions_file_id' = file_id");

    public async Task AllClassifiedAsync(TimeSpan? within = null)
    {
        var tracks = await Database.ScalarAsync<long>("SELECT count(*) FROM tracks");
        await Eventually.BecomesAsync(
            ClassifiedAsync,
            count => count == tracks,
            $"all {tracks} tracks are classified",
            within ?? TimeSpan.FromMinutes(2));
    }

    /// <summary>The number of connections of the host that wait for a lock.</summary>
    public Task<long> WaitingForLocksAsync() =>
        Database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = "
            + "'plyr-genres' AND wait_event_type = 'Lock'");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();
        await Simulator.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
