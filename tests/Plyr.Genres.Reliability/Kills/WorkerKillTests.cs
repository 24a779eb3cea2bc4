using System.Globalization;
using NUnit.Framework;
using Npgsql;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Host.Postgres;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Kills;

/// <summary>
/// A worker is killed in each phase of its work and another takes its job over. A lock on the track's row, or the
/// model, whose clock the test moves, keeps the worker in the phase in which it is killed.
/// </summary>
[TestFixture]
internal sealed class WorkerKillTests
{
    private static readonly int Kills = Effort.Of(2, 20);
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(2);

    private ManualTime _time = null!;
    private Cluster _cluster = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _time = new ManualTime();
        _cluster = await Cluster.StartAsync(new SimulatorOptions { Latency = Latency, TimeProvider = _time });
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Test]
    public async Task Killed_before_the_run_nothing_is_lost_and_each_track_is_paid_once()
    {
        await RunAsync(async (id, worker) =>
        {
            // The first write of a run is its claim; here it waits for the row.
            await using var row = await LockAsync(id);
            await QueueAsync();
            await Eventually.BecomesAsync(
                _cluster.WaitingForLocksAsync, waiting => waiting > 0, "the worker waits for the row");
            worker.Kill();
        });

        Assert.That(_cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(Kills));
    }

    [Test]
    public async Task Killed_during_the_run_the_track_is_paid_at_most_once_more()
    {
        await RunAsync(async (_, worker) =>
        {
            var paid = _cluster.Simulator.Ledger.PaidRuns.Count;
            await QueueAsync();
            await Eventually.BecomesAsync(
                () => Task.FromResult(_cluster.Simulator.Ledger.PaidRuns.Count),
                runs => runs > paid,
                "the run is under way");
            worker.Kill();
        });

        Assert.That(_cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(2 * Kills));
    }

    [Test]
    public async Task Killed_between_run_and_write_the_track_is_paid_once_more()
    {
        await RunAsync(async (id, worker) =>
        {
            var paid = _cluster.Simulator.Ledger.PaidRuns.Count;
            await QueueAsync();
            await Eventually.BecomesAsync(
                () => Task.FromResult(_cluster.Simulator.Ledger.PaidRuns.Count),
                runs => runs > paid,
                "the run is under way");
            await using var row = await LockAsync(id);
            await Eventually.BecomesAsync(
                () => AnswerAsync(_cluster.WaitingForLocksAsync), waiting => waiting > 0, "the worker waits to write");
            worker.Kill();
        });

        Assert.That(_cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(2 * Kills));
    }

    /// <summary>
    /// Adds a track and kills the worker that does it, as often as is asked for. The next worker is there already.
    /// </summary>
    private async Task RunAsync(Func<long, HostProcess, Task> killAsync)
    {
        var next = await _cluster.StartWorkerAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            var id = await PlyrFmTables.AddTrackAsync(
                _cluster.Database, _cluster.Simulator.Recording($"recording {kill}").OriginalString,
                """{"auto_tag": true, "theirs": [2, 1]}""", $"file-{kill}");
            var worker = next;
            await killAsync(id, worker);
            next = await _cluster.StartWorkerAsync();
            var tracks = kill + 1;
            await Eventually.BecomesAsync(
                () => AnswerAsync(_cluster.ClassifiedAsync), count => count == tracks, "all tracks are classified");
        }

        // Nothing is left: no pending tags, no claim, no job; every track has its tags and foreign keys.
        await Eventually.BecomesAsync(
            () => _cluster.Database.ScalarAsync<long>(
                "SELECT count(*) FROM plyr_genres.qrtz_job_details WHERE job_group = 'classification'"),
            left => left == 0,
            "no job is left");
        Assert.That(
            await _cluster.Database.ScalarAsync<long>(
                "SELECT count(*) FROM tracks t WHERE NOT extra ? 'auto_tag' AND NOT extra ? "
                + "'genre_classification_claim' AND extra -> 'theirs' = '[2, 1]' AND EXISTS (SELECT 1 FROM "
                + "track_tags l WHERE l.track_id = t.id)"),
            Is.EqualTo(Kills));
        Assert.That(
            await _cluster.Database.ScalarAsync<long>(
                "SELECT count(*) FROM tracks t WHERE jsonb_array_length(extra #> '{genre_auto_tags,names}') <> "
                + "(SELECT count(*) FROM track_tags l WHERE l.track_id = t.id)"),
            Is.Zero, "tags and their record differ");
    }

    private async Task QueueAsync()
    {
        var (exitCode, output, error) = await _cluster.RunAsync("backfill --queue --json");
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Does.Contain("\"queued\":1"));
    }

    /// <summary>Lets the runs end that are under way, then reads a number.</summary>
    private Task<long> AnswerAsync(Func<Task<long>> readAsync)
    {
        _time.Advance(Latency);
        return readAsync();
    }

    /// <summary>Keeps others from writing the row until it is disposed of.</summary>
    private async Task<NpgsqlConnection> LockAsync(long id)
    {
        var connection = new NpgsqlConnection(_cluster.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"BEGIN; SELECT 1 FROM tracks WHERE id = {id} FOR UPDATE"),
            connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
