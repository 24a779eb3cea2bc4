using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Kills;

/// <summary>
/// The host's process is killed at random, seeded moments while uploads with auto-tag arrive. There are four uploads
/// for each kill.
/// </summary>
[TestFixture]
internal sealed class HostKillTests
{
    private const int Seed = 20;
    private const int Concurrency = 5;
    private const int Uploaders = 3;
    private static readonly int Kills = Effort.Of(8, 50);

    private readonly ConcurrentBag<long> _answered = [];
    private TemporaryFolder _folder = null!;
    private int _number;

    [SetUp]
    public void Start() => _folder = new TemporaryFolder();

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task Every_answered_upload_gets_its_tags_and_what_was_settled_is_never_paid_for_again()
    {
        var uploads = Kills * 4;
        var random = new Random(Seed);
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(300), Ffprobe = null });
        var settledAtKills = new List<(int Paid, HashSet<string> Files)>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // One in five dies while it starts: in the middle of its tables, its sweep or its recovery.
            if (random.Next(5) == 0)
                await KillStartingAsync(simulator, random);
            else
                await KillServingAsync(simulator, uploads * kill / Kills, random);
            settledAtKills.Add((simulator.Ledger.PaidRuns.Count, FreshFiles()));
        }

        using (var last = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator)))
        {
            await UploadAsync(last.Api, uploads);
            foreach (var id in _answered)
                AssertTagged(await last.Api.SettledAsync(id));
        }

        var paid = Recordings.PaidFor(simulator);
        Assert.That(_answered, Has.Count.GreaterThanOrEqualTo(uploads));
        Assert.That(
            paid.Length - paid.Distinct().Count(),
            Is.LessThanOrEqualTo(Kills * Concurrency),
            "runs that were in flight at a kill, and paid for again");
        foreach (var (count, files) in settledAtKills)
            Assert.That(
                paid.Skip(count).Where(files.Contains), Is.Empty, "what was settled at a kill is not paid for again");
        Figures.Add(
            "host",
            $"{_answered.Count} uploads answered, {Kills} kills",
            $"all tagged; {paid.Length} runs paid for {paid.Distinct().Count()} recordings");
    }

    [Test]
    public async Task What_was_running_at_a_kill_is_tried_again_after_a_passing_failure_as_any_other()
    {
        await using var simulator = await ReplicateSimulator.StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Model, Delay = TimeSpan.FromMinutes(1) });
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Skip = 1, Status = 503 });
        long id;
        using (var killed = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator)))
        {
            id = (await killed.Api.UploadAsync(TestAudio.Wav(1), tags: """["mine"]""", autoTag: true)).Id();
            await Eventually.BecomesAsync(
                () => Task.FromResult(simulator.Ledger.RunsInFlight), runs => runs == 1, "the model works");
            killed.Kill();
        }

        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));
        AssertTagged(await host.Api.SettledAsync(id));
        Assert.That(simulator.Ledger.Creates, Is.EqualTo(3));
    }

    private async Task KillStartingAsync(ReplicateSimulator simulator, Random random)
    {
        using var host = HostProcess.Launch(_folder.Path, HostProgram.Asking(simulator));
        await Task.Delay(random.Next(100, 2000));
        host.Kill();
    }

    private async Task KillServingAsync(ReplicateSimulator simulator, int wanted, Random random)
    {
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));
        var uploading = Task.WhenAll(Enumerable.Range(0, Uploaders).Select(_ => UploadAsync(host.Api, wanted)));
        await Task.Delay(random.Next(0, 1500));
        host.Kill();
        await uploading;
    }

    /// <summary>
    /// Uploads until so many were answered, or until the host has ended. Each upload is another recording.
    /// </summary>
    private async Task UploadAsync(HostApi api, int wanted)
    {
        try
        {
            while (_answered.Count < wanted)
                _answered.Add(
                    (
                        await api.UploadAsync(
                            TestAudio.Wav(Interlocked.Increment(ref _number), 2.1),
                            tags: """["mine"]""",
                            autoTag: true)).Id());
        }
        catch (HttpRequestException)
        {
            // Killed before it was answered: nothing was promised.
        }
    }

    private static void AssertTagged(System.Text.Json.JsonElement track)
    {
        Assert.That(track.Tags(), Does.Contain("mine").And.Length.GreaterThan(1), track.ToString());
        Assert.That(track.State(), Is.EqualTo("fresh"));
        Assert.That(track.GetProperty("auto_tag_pending").GetBoolean(), Is.False);
    }

    /// <summary>The recordings whose answer is stored, as the file says after the kill.</summary>
    private HashSet<string> FreshFiles()
    {
        var files = new HashSet<string>();
        if (!File.Exists(_folder.File("plyr-genres.db")))
            return files;
        using var connection = new SqliteConnection($"Data Source={_folder.File("plyr-genres.db")};Pooling=False");
        connection.Open();
        using var tables = new SqliteCommand("SELECT count(*) FROM sqlite_master WHERE name = 'tracks'", connection);
        if ((long)tables.ExecuteScalar()! == 0)
            return files;
        using var command = new SqliteCommand(
            "SELECT file_id FROM tracks WHERE extra ->> 'genre_predictions_file_id' = file_id", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            files.Add(reader.GetString(0));
        return files;
    }
}
