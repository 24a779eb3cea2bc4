using System.Diagnostics;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host.Postgres;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Kills;

/// <summary>Several workers on one PostgreSQL, one of which is killed repeatedly.</summary>
[TestFixture]
internal sealed class ClusterKillTests
{
    [Test]
    public async Task Queued_tracks_are_all_classified_although_workers_are_killed()
    {
        // In the long form a worker is killed every five seconds; in the short one whenever some more tracks are done.
        var (tracks, pause) = Effort.Of((60, TimeSpan.Zero), (2000, TimeSpan.FromSeconds(5)));
        const int Workers = 3, AtOnce = 5;
        await using var cluster = await Cluster.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(200) });
        await cluster.AddTracksAsync(tracks);
        var queued = await cluster.RunAsync("backfill --queue --json --rate 600000");
        Assert.That(queued.ExitCode, Is.Zero, queued.Error);
        var started = Stopwatch.GetTimestamp();
        var workers = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => cluster.StartWorkerAsync()));

        var (kills, inFlight) = (0, 0);
        while (await cluster.ClassifiedAsync() is var classified && classified < tracks && (Effort.IsLong || kills < 2))
        {
            await Task.Delay(pause);
            if (!Effort.IsLong)
                await Eventually.BecomesAsync(
                    cluster.ClassifiedAsync,
                    count => count >= Math.Min(classified + 6, tracks),
                    "the work continues",
                    TimeSpan.FromMinutes(2));
            workers[kills % Workers].Kill();
            // Those of the other workers too: an upper bound.
            inFlight += cluster.Simulator.Ledger.RunsInFlight;
            workers[kills % Workers] = await cluster.StartWorkerAsync();
            kills++;
        }

        await cluster.AllClassifiedAsync();
        var extra = cluster.Simulator.Ledger.PaidRuns.Count - tracks;
        Figures.Add(
            "cluster", $"{tracks} tracks, {kills} workers killed",
            $"all classified in {Stopwatch.GetElapsedTime(started):m\\:ss}; {extra} runs more than tracks, "
            + $"{inFlight} in flight at the kills");
        Assert.That(extra, Is.InRange(0, kills * AtOnce));
        Assert.That(
            await cluster.Database.ScalarAsync<long>(
                "SELECT count(*) FROM tracks t WHERE extra ? 'auto_tag' OR NOT EXISTS (SELECT 1 FROM track_tags l "
                + "WHERE l.track_id = t.id)"),
            Is.Zero);
    }

    [Test]
    public async Task Tracks_that_two_processes_are_asked_for_at_once_are_paid_once()
    {
        var (tracks, requests) = Effort.Of((20, 50), (100, 50));
        await using var cluster = await Cluster.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(200) });

        var answers = await cluster.AskTwoServersAsync(tracks, requests);

        Assert.That(cluster.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(tracks));
        Assert.That(
            answers,
            Is.All.Matches<System.Text.Json.JsonElement>(answer => answer.GetProperty("available").GetBoolean()));
    }
}
