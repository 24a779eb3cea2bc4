using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Host.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.Reliability.Kills;

/// <summary>The database server is killed under load and started again.</summary>
[TestFixture]
internal sealed class DatabaseKillTests
{
    [Test]
    public async Task Answered_writes_survive_a_killed_database()
    {
        const int Writers = 10;
        var kills = Effort.Of(3, 20);
        SharedPostgres.Demand();
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        await PlyrFmTables.CreateAsync(database);
        await using var services = PlyrFmServices.Create(database, new ScriptedClassifier());
        var id = await PlyrFmTables.AddTrackAsync(database, null);
        var store = services.GetRequiredService<PostgresTrackExtraStore>();
        var written = new ConcurrentBag<string>();
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers)
            .Select(writer => Task.Run(() => WriteAsync(store, id, writer, written, done.Token)))
            .ToArray();

        for (var kill = 0; kill < kills; kill++)
        {
            await MoreAsync(written);
            server.Kill();
            await server.StartAgainAsync();
        }

        await MoreAsync(written);
        await done.CancelAsync();
        await Task.WhenAll(writers);
        Figures.Add("database", $"{written.Count} answered writes, {kills} kills of the server", "none lost");
        Assert.That(written.Except((await store.FindAsync(id))!.Tags), Is.Empty, "an answered write was lost");
    }

    private static Task<int> MoreAsync(ConcurrentBag<string> written)
    {
        var before = written.Count;
        return Eventually.BecomesAsync(
            () => Task.FromResult(written.Count), count => count > before + 20, "writes are answered");
    }

    private static async Task WriteAsync(
        PostgresTrackExtraStore store,
        long id,
        int writer,
        ConcurrentBag<string> written,
        CancellationToken cancellationToken)
    {
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var tag = $"writer {writer} write {number}";
            try
            {
                await store.UpdateAsync(id, _ => new TrackChange { AddTags = [tag] }, CancellationToken.None);
                written.Add(tag);
            }
            catch (NpgsqlException)
            {
                // Not answered: it may be written or not.
            }
        }
    }
}
