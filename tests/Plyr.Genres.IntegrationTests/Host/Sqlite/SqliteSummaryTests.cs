using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

/// <summary>The figures of the library, which are kept up to date by the writes.</summary>
[TestFixture]
internal sealed class SqliteSummaryTests
{
    private static readonly TrackSummary Missing = new(
        GenreState.Missing, IsPending: false, IsAutoTagged: false, BestGenre: null);
    private static readonly TrackSummary Ambient = new(
        GenreState.Fresh, IsPending: false, IsAutoTagged: true, BestGenre: "ambient dub");

    private const string Document =
        """{"genre_predictions": [{"name": "ambient dub", "confidence": 0.5}], "genre_predictions_file_id": "f","""
        + """ "genre_auto_tags": {"file_id": "f", "names": ["ambient dub"]}}""";

    private TemporaryFolder _folder = null!;
    private SqliteDatabase _database = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _database = new SqliteDatabase(_folder.File("tracks.db"));
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        await WriteAsync(
            "INSERT INTO tracks (title, artist, file_id, created_at) VALUES ('one', '', 'f', ''), ('two', '', "
            + "'f', ''), ('three', '', NULL, '')");
    }

    [TearDown]
    public void Stop()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Added_tracks_are_counted() =>
        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 3 }));

    [Test]
    public async Task A_changed_track_is_counted_as_what_it_became()
    {
        await WriteAsync($"UPDATE tracks SET extra = '{Document}' WHERE title = 'one'");

        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 2, [Ambient] = 1 }));
    }

    [Test]
    public async Task Replaced_audio_makes_a_track_stale()
    {
        await WriteAsync($"UPDATE tracks SET extra = '{Document}' WHERE title = 'one'");
        await WriteAsync("UPDATE tracks SET file_id = 'g', classification_due = 1 WHERE title = 'one'");

        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long>
        {
            [Missing] = 2,
            [
                new TrackSummary(GenreState.Stale, IsPending: true, IsAutoTagged: true, BestGenre: null)
            ] = 1,
        }));
    }

    [Test]
    public async Task A_deleted_track_is_not_counted_any_more()
    {
        await WriteAsync($"UPDATE tracks SET extra = '{Document}' WHERE title = 'one'");
        await WriteAsync("DELETE FROM tracks WHERE title = 'one'");

        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 2 }));
    }

    [Test]
    public async Task A_write_that_is_taken_back_counts_nothing()
    {
        await Assert.ThatAsync(
            () => WriteAsync($"UPDATE tracks SET extra = '{Document}'; SELECT nonsense"),
            Throws.TypeOf<SqliteException>());

        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 3 }));
    }

    [Test]
    public async Task What_another_program_changed_is_counted_after_the_next_write()
    {
        using (var connection = _database.Open())
            connection.Execute($"UPDATE tracks SET extra = '{Document}' WHERE title = 'one'");
        Assert.That(Read(), Is.Null);

        await WriteAsync("SELECT 1");

        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 2, [Ambient] = 1 }));
    }

    [Test]
    public async Task Changed_title_and_artist_change_what_lists_are_searched_by()
    {
        await WriteAsync("UPDATE tracks SET title = 'Été', artist = 'ZOË' WHERE title = 'one'");

        using var connection = _database.Open();
        Assert.That(
            connection.Scalar("SELECT title_key || ' ' || artist_key FROM tracks WHERE title = 'Été'"),
            Is.EqualTo("ete zoe"));
        Assert.That(Read(), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 3 }));
    }

    [Test]
    public async Task Database_of_the_former_version_is_upgraded_in_place()
    {
        using var former = new SqliteDatabase(_folder.File("former.db"));
        using (var connection = former.Create())
        {
            foreach (var statements in SqliteSchema.Versions.Take(3))
                connection.Execute(statements);
            connection.Execute(
                """
                INSERT INTO tracks (title, artist, created_at, summary) VALUES ('One', 'Artist', '', 'Missing 0 0 '), ('Two', 'Artist', '', NULL);
                INSERT INTO track_summaries (summary, tracks) VALUES ('Missing 0 0 ', 1);
                PRAGMA user_version = 3
                """);
        }

        await SqliteSchema.EnsureAsync(former, CancellationToken.None);

        using var upgraded = former.Open();
        Assert.Multiple(() =>
        {
            Assert.That(
                SqliteSummaries.Read(upgraded), Is.EqualTo(new Dictionary<TrackSummary, long> { [Missing] = 2 }));
            Assert.That(upgraded.Scalar("SELECT group_concat(title_key) FROM tracks"), Is.EqualTo("one,two"));
            Assert.That(upgraded.Scalar("SELECT count(duration_seconds) FROM tracks"), Is.Zero);
        });
    }

    private Dictionary<TrackSummary, long>? Read()
    {
        using var connection = _database.Open();
        return SqliteSummaries.Read(connection);
    }

    private Task<int> WriteAsync(string sql) =>
        _database.WriteAsync(connection => connection.Execute(sql), CancellationToken.None);
}
