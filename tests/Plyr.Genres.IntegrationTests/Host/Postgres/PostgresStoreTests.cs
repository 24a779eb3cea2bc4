using System.Diagnostics;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>
/// What the contract can't know: several stores, writers of plyr.fm's own, and what only PostgreSQL does.
/// </summary>
[TestFixture]
internal sealed class PostgresStoreTests
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

    [TestCase("public", true)]
    [TestCase("unlisted", true)]
    [TestCase("private", false)]
    [TestCase("PUBLIC", false)]
    [TestCase("", false)]
    public async Task Only_public_and_unlisted_tracks_may_be_sent(string visibility, bool sent)
    {
        var id = await PlyrFmTables.AddTrackAsync(_database, "https://cdn.example/a.mp3", visibility: visibility);

        Assert.That((await _harness.Store.FindAsync(id))!.Audio is not null, Is.EqualTo(sent));
        Assert.That(await _harness.Store.CountAsync(TrackFilter.NeedsClassification), Is.EqualTo(sent ? 1 : 0));
    }

    [Test]
    public async Task A_caller_who_leaves_a_read_ends_only_the_own_wait()
    {
        var id = await PlyrFmTables.AddTrackAsync(_database, "https://cdn.example/a.mp3");
        await using var locking = new NpgsqlConnection(_database.ConnectionString);
        await locking.OpenAsync();
        await using var transaction = await locking.BeginTransactionAsync();
        await using var locks = new NpgsqlCommand("LOCK TABLE tracks IN ACCESS EXCLUSIVE MODE", locking, transaction);
        await locks.ExecuteNonQueryAsync();

        using var leaving = new CancellationTokenSource();
        var read = _harness.Store.FindAsync(id, leaving.Token).AsTask();
        await Eventually.BecomesAsync(WaitingAsync, waiting => waiting == 1, "the read waits for the table");
        await leaving.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => read);
        Assert.That(await WaitingAsync(), Is.EqualTo(1), "nothing was broken off at the server");

        await transaction.RollbackAsync();
        Assert.That((await _harness.Store.FindAsync(id))!.Id, Is.EqualTo((TrackId)id));

        Task<long> WaitingAsync() => _database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("not a url")]
    [TestCase("ftp://cdn.example/a.mp3")]
    public async Task A_track_without_a_usable_url_is_not_sent(string? url)
    {
        var id = await PlyrFmTables.AddTrackAsync(_database, url);

        Assert.That((await _harness.Store.FindAsync(id))!.Audio, Is.Null);
        Assert.That(await _harness.Store.ListAsync(TrackFilter.NeedsClassification, null, 10), Is.Empty);
        Assert.That(await _harness.Store.CountAsync(TrackFilter.NeedsClassification), Is.Zero);
    }

    [Test]
    public async Task The_url_is_sent_exactly_as_it_is_stored()
    {
        const string Url = "https://CDN.example/a%2Fb c.mp3?sig=%7e";
        var id = await PlyrFmTables.AddTrackAsync(_database, Url);

        Assert.That((await _harness.Store.FindAsync(id))!.Audio!.Url!.OriginalString, Is.EqualTo(Url));
    }

    [Test]
    public async Task A_new_tag_belongs_to_the_artist_and_one_that_is_there_stays_whose_it_is()
    {
        await _database.ExecuteAsync(
            "INSERT INTO artists (did, handle, display_name) VALUES ('did:plc:another', 'Another', '') ON "
            + "CONFLICT DO NOTHING");
        var theirs = await PlyrFmTables.AddTrackAsync(_database, null, artistDid: "did:plc:another");
        var ours = await PlyrFmTables.AddTrackAsync(_database, null);
        await _harness.Store.UpdateAsync(theirs, _ => new TrackChange { AddTags = ["ambient"] });
        var last = await LastTagNumberAsync();

        await _harness.Store.UpdateAsync(ours, _ => new TrackChange { AddTags = ["ambient", "drone"] });

        Assert.That(
            await _database.ColumnAsync<string>("SELECT name || ' of ' || created_by_did FROM tags ORDER BY name"),
            Is.EqualTo(new[] { "ambient of did:plc:another", $"drone of {PlyrFmTables.Artist}" }));
        Assert.That(await LastTagNumberAsync(), Is.EqualTo(last + 1), "a number of the sequence was burnt");
    }

    [Test]
    public async Task A_write_takes_two_round_trips()
    {
        var id = await PlyrFmTables.AddTrackAsync(_database, null);
        await _harness.Store.UpdateAsync(id, _ => new TrackChange { AddTags = ["first"] });
        var sent = 0;
        // Npgsql traces one activity for each command or batch that it sends.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.Any(tag => Equals(tag.Value, _database.Name)))
                    Interlocked.Increment(ref sent);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await _harness.Store.UpdateAsync(
            id,
            _ => new TrackChange
            {
                Extra = new Dictionary<string, string?> { ["key"] = "1" },
                AddTags = ["one", "two"],
                RemoveTags = ["first"],
            });

        Assert.That(sent, Is.EqualTo(2));
    }

    [Test]
    public async Task A_tag_that_is_deleted_while_it_is_linked_is_made_again()
    {
        const int Writes = 60;
        var id = await PlyrFmTables.AddTrackAsync(_database, null);
        using var done = new CancellationTokenSource();
        var deleting = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await _database.ExecuteAsync("DELETE FROM tags WHERE id NOT IN (SELECT tag_id FROM track_tags)");
        });

        for (var i = 0; i < Writes; i++)
            await _harness.Store.UpdateAsync(id, _ => new TrackChange { AddTags = [$"tag {i}", "more"] });
        await done.CancelAsync();
        await deleting;

        Assert.That((await _harness.Store.FindAsync(id))!.Tags, Has.Count.EqualTo(Writes + 1));
    }

    [Test]
    public async Task Ids_beyond_the_column_name_no_track()
    {
        await PlyrFmTables.AddTrackAsync(_database, null);

        Assert.That(await _harness.Store.FindAsync(1L << 40), Is.Null);
        Assert.That(await _harness.Store.ListAsync(TrackFilter.All, 1L << 40, 10), Is.Empty);
    }

    [Test]
    public async Task A_default_id_is_refused()
    {
        await Assert.ThatAsync(async () => await _harness.Store.FindAsync(default), Throws.ArgumentException);
    }

    private Task<long> LastTagNumberAsync() => _database.ScalarAsync<long>("SELECT last_value FROM tags_id_seq");
}
