using Npgsql;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>What a write does that the server ended because it stood in a circle with another program's.</summary>
[TestFixture]
internal sealed class DeadlockTests
{
    private PostgresDatabase _database = null!;
    private PostgresHarness _harness = null!;

    [OneTimeSetUp]
    public async Task CreateTablesAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await PlyrFmTables.CreateAsync(_database);
    }

    [SetUp]
    public async Task StartAsync() => _harness = await PostgresHarness.CreateAsync(_database);

    [TearDown]
    public async Task StopAsync() => await _harness.DisposeAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task Beside_writers_with_an_order_of_their_own_a_write_is_tried_at_most_twice()
    {
        const int Rounds = 5;
        var calls = new int[Rounds, 4];
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
            ids.Add(await PlyrFmTables.AddTrackAsync(_database, null));

        for (var round = 0; round < Rounds; round++)
        {
            string[] names = [.. Enumerable.Range(0, 6).Select(i => $"round {round} tag {i}")];
            var ours = ids.Take(4).Select((id, i) => Task.Run(() => _harness.Store.UpdateAsync(id, _ =>
            {
                calls[round, i]++;
                return new TrackChange { AddTags = names };
            }).AsTask()));
            var theirs = ids.Skip(4).Select(id => Task.Run(() => AddBackwardsAsync(id, names)));
            await Task.WhenAll([.. ours, .. theirs]);
        }

        foreach (var id in ids.Take(4))
            Assert.That((await _harness.Store.FindAsync(id))!.Tags, Has.Count.EqualTo(6 * Rounds));
        Assert.That(
            calls, Has.All.LessThanOrEqualTo(2), "a write lost more than once against an order that it can't know");
    }

    [Test]
    public async Task A_write_that_lost_makes_its_tags_before_it_looks_at_the_track_again()
    {
        var id = await PlyrFmTables.AddTrackAsync(_database, null);
        await using var rival = await TagRival.StartAsync(_database, "shared");
        var ours = UpdateAsync(id, rival, secondTime: new TrackChange { AddTags = ["shared"] });
        await rival.OursWaitsAsync("INSERT INTO tags");

        await rival.CommitAsync();

        Assert.That(await ours, Is.True);
        var track = await _harness.Store.FindAsync(id);
        Assert.That((track!.Title, track.Tags), Is.EqualTo(("theirs", new[] { "shared" })));
    }

    [Test]
    public async Task A_write_that_lost_and_is_refused_at_the_second_look_leaves_the_track_as_it_is()
    {
        var id = await PlyrFmTables.AddTrackAsync(_database, null);
        await using var rival = await TagRival.StartAsync(_database, "shared");
        var ours = UpdateAsync(id, rival, secondTime: null);
        await rival.OursWaitsAsync("INSERT INTO tags");

        await rival.CommitAsync();

        Assert.That(await ours, Is.False);
        Assert.That((await _harness.Store.FindAsync(id))!.Tags, Is.Empty);
    }

    [Test]
    public async Task A_write_that_lost_and_whose_artist_is_gone_answers_that_there_is_no_track()
    {
        await _database.ExecuteAsync(
            "INSERT INTO artists (did, handle, display_name) VALUES ('did:plc:gone', 'Gone', '')");
        var id = await PlyrFmTables.AddTrackAsync(_database, null, artistDid: "did:plc:gone");
        await using var rival = await TagRival.StartAsync(_database, "shared");
        var ours = UpdateAsync(id, rival, secondTime: new TrackChange { AddTags = ["shared"] });
        await rival.OursWaitsAsync("INSERT INTO tags");

        await rival.ExecuteAsync(
            $"DELETE FROM tags; DELETE FROM tracks WHERE id = {id}; DELETE FROM artists WHERE did = 'did:plc:gone'");
        await rival.CommitAsync();

        Assert.That(await ours, Is.False);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM tags"), Is.Zero);
    }

    /// <summary>
    /// Adds the rival's tag; while the row is held for it, the rival comes to wait for that row, so that this write
    /// closes the circle.
    /// </summary>
    private Task<bool> UpdateAsync(long id, TagRival rival, TrackChange? secondTime)
    {
        var calls = 0;
        return Task.Run(() => _harness.Store.UpdateAsync(id, _ =>
        {
            if (++calls > 1)
                return secondTime;
            rival.ComeToWait(id);
            return new TrackChange { AddTags = ["shared"] };
        }).AsTask());
    }

    private async Task AddBackwardsAsync(long id, string[] names)
    {
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(_database.ConnectionString);
                await connection.OpenAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                foreach (var name in names.Reverse())
                    await ExecuteAsync(
                        connection,
                        $"INSERT INTO tags (name, created_by_did, created_at) VALUES ('{name}', "
                        + "'did:plc:an-artist', now()) ON CONFLICT DO NOTHING");
                await ExecuteAsync(
                    connection,
                    $"INSERT INTO track_tags SELECT {id}, id FROM tags WHERE name LIKE 'round%' ON CONFLICT DO "
                    + "NOTHING");
                await transaction.CommitAsync();
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // The server chose this one; plyr.fm would answer its user with an error, and the user would try again.
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
