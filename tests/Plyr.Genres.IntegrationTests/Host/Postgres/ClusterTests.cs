using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>Several processes of the host on one PostgreSQL.</summary>
[TestFixture]
internal sealed class ClusterTests
{
    private Cluster _cluster = null!;

    [SetUp]
    public async Task StartAsync() =>
        _cluster = await Cluster.StartAsync(new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(200) });

    [TearDown]
    public async Task StopAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Test]
    public async Task A_track_that_two_processes_are_asked_for_at_once_is_paid_once()
    {
        var answers = await _cluster.AskTwoServersAsync(tracks: 10, requests: 20);

        Assert.That(_cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(10));
        Assert.That(
            answers,
            Is.All.Matches<JsonElement>(
                answer =>
                    answer.GetProperty("available").GetBoolean() && answer.GetProperty("tags").GetArrayLength() > 0));
    }

    [Test]
    public async Task Two_backfills_at_once_pay_each_track_once()
    {
        await _cluster.AddTracksAsync(20);

        var backfills = await Task.WhenAll(_cluster.RunAsync("backfill --json"), _cluster.RunAsync("backfill --json"));

        Assert.That(
            backfills.Select(backfill => backfill.ExitCode), Is.All.Zero, backfills[0].Error + backfills[1].Error);
        Assert.That(_cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(20));
        Assert.That(await _cluster.ClassifiedAsync(), Is.EqualTo(20));
    }

    [Test]
    public async Task A_queued_backfill_is_done_by_the_workers_and_queued_once_however_often_it_is_asked_for()
    {
        await _cluster.AddTracksAsync(30);

        var first = await Task.WhenAll(
            _cluster.RunAsync("backfill --queue --json --rate 60000"),
            _cluster.RunAsync("backfill --queue --json --rate 60000"));
        var again = await _cluster.RunAsync("backfill --queue --json --rate 60000");
        await _cluster.StartWorkerAsync();
        await _cluster.StartWorkerAsync();

        // A track that is done between this one's look and its word is queued again, and its job then finds nothing to pay for.
        var last = await _cluster.RunAsync("backfill --queue --wait --json --rate 60000");

        Assert.That(last.ExitCode, Is.Zero, last.Error);
        Assert.That(first.Sum(run => Number(run.Output, "queued")), Is.EqualTo(30));
        Assert.That(Number(again.Output, "queued"), Is.Zero);
        Assert.That(Number(last.Output, "unclassified"), Is.Zero);
        Assert.That(_cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(30));
    }

    [Test]
    public async Task A_queued_backfill_is_judged_by_the_tracks_that_it_queued_and_by_no_others()
    {
        await _cluster.AddTracksAsync(4);
        await _cluster.StartWorkerAsync();

        var part = await _cluster.RunAsync("backfill --queue --wait --json --rate 60000 --limit 2");
        var broken = await PlyrFmTables.AddTrackAsync(
            _cluster.Database, $"data:audio/mpeg;base64,{Convert.ToBase64String("no audio"u8)}", fileId: "broken");
        var rest = await _cluster.RunAsync("backfill --queue --wait --rate 60000");
        var again = await _cluster.RunAsync("backfill --queue --wait --json --rate 60000");
        var retried = await _cluster.RunAsync(
            $"backfill --queue --wait --json --rate 60000 --retry-failures --after {broken - 1}");

        Assert.Multiple(() =>
        {
            Assert.That(part.ExitCode, Is.Zero, part.Error);
            Assert.That(Number(part.Output, "done"), Is.EqualTo(2), "done");
            Assert.That(Number(part.Output, "failed"), Is.Zero, "failed");
            Assert.That(Number(part.Output, "unclassified"), Is.Zero, "unclassified");
        });
        Assert.That(rest.ExitCode, Is.EqualTo(1), rest.Error);
        Assert.That(
            rest.Output,
            Does.Contain(
                "3 tracks queued, 0 were already queued. The workers have finished: 2 classified, 1 failed, 0 still "
                + "to do."));
        Assert.That(
            rest.Error,
            Does.EndWith(
                "1 track failed. Run the command again to retry it; recorded failures also need --retry-failures.\n"));
        Assert.That((again.ExitCode, Number(again.Output, "failed")), Is.EqualTo((0, 0)), again.Error);
        Assert.That((retried.ExitCode, Number(retried.Output, "failed")), Is.EqualTo((1, 1)), retried.Error);
    }

    [Test]
    public async Task What_was_deleted_or_got_other_audio_meanwhile_is_not_the_queued_backfills()
    {
        var ids = await _cluster.AddTracksAsync(3);
        var files = ids.Select((id, index) => QueuedFile.Of(id, $"file-{index}")).ToArray();
        await _cluster.Database.ExecuteAsync("DELETE FROM tracks WHERE id = $1", (int)ids[0]);
        await _cluster.Database.ExecuteAsync("UPDATE tracks SET file_id = 'other' WHERE id = $1", (int)ids[1]);

        await using var services = PlyrFmServices.Create(_cluster.Database, new ScriptedClassifier());
        Assert.That(
            await QueuedVerdict.JudgeAsync(
                services.GetRequiredService<ITrackExtraStore>(), files, _ => true, CancellationToken.None),
            Is.EqualTo(new QueuedVerdict(2, 0, 1)));
    }

    [Test]
    public async Task The_rate_of_a_queued_backfill_spreads_the_starts()
    {
        await _cluster.AddTracksAsync(120);

        var run = await _cluster.RunAsync("backfill --queue --json --rate 60");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var starts = await _cluster.Database.ColumnAsync<long>(
            "SELECT start_time FROM plyr_genres.qrtz_triggers WHERE trigger_group = 'classification' ORDER BY "
            + "start_time");
        var gaps = starts.Zip(starts.Skip(1), (one, next) => TimeSpan.FromTicks(next - one)).ToArray();
        Assert.That(starts, Has.Count.EqualTo(120));
        Assert.That(gaps, Is.All.EqualTo(TimeSpan.FromSeconds(1)).Within(TimeSpan.FromMilliseconds(2)));
    }

    [Test]
    public async Task An_upload_on_one_process_is_classified_on_another()
    {
        await using var own = await OwnClusterAsync();
        using var server = await StartAsync(own, "serve --no-jobs --urls http://127.0.0.1:0", null);
        using var worker = await StartAsync(own, "worker", server.Api.Http.BaseAddress);

        var id = (await server.Api.UploadAsync(TestAudio.Wav(1), tags: """["mine"]""", autoTag: true)).Id();
        var track = await server.Api.SettledAsync(id);

        Assert.That(track.Tags(), Does.Contain("mine").And.Length.GreaterThan(1));
    }

    private async Task<PostgresDatabase> OwnClusterAsync()
    {
        var database = await PostgresDatabase.CreateAsync();
        var environment = _cluster.Environment;
        environment["DATABASE_URL"] = database.Url;
        var migrated = await HostProcess.RunAsync(["migrate"], environment);
        Assert.That(migrated.ExitCode, Is.Zero, migrated.Error);
        return database;
    }

    private Task<HostProcess> StartAsync(PostgresDatabase database, string command, Uri? publicAddress)
    {
        var environment = _cluster.Environment;
        environment["DATABASE_URL"] = database.Url;
        if (publicAddress is not null)
            environment["PUBLIC_BASE_URL"] = publicAddress.ToString();
        return HostProcess.StartAsync(command.Split(' '), environment);
    }

    private static long Number(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetInt64();
    }
}
