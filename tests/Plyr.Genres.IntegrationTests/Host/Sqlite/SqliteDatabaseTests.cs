using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;
using SQLitePCL;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

/// <summary>The file of the database: deleted, replaced, another program's, served twice.</summary>
[TestFixture]
internal sealed class SqliteDatabaseTests
{
    private TemporaryFolder _folder = null!;
    private SqliteDatabase _database = null!;

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _database = new SqliteDatabase(_folder.File("tracks.db"));
    }

    [TearDown]
    public void Stop()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Test]
    [Platform("Linux")]
    public async Task Refuses_to_write_a_file_that_was_deleted_and_creates_no_other()
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        File.Delete(_folder.File("tracks.db"));

        await Assert.ThatAsync(
            () => _database.WriteAsync(_ => true, CancellationToken.None),
            Throws.TypeOf<SqliteException>().With.Message.Contains("deleted or replaced"));
        Assert.That(File.Exists(_folder.File("tracks.db")), Is.False);
    }

    [Test]
    [Platform("Linux")]
    public async Task Refuses_to_use_a_file_that_was_replaced()
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        File.Copy(_folder.File("tracks.db"), _folder.File("backup.db"));
        File.Move(_folder.File("backup.db"), _folder.File("tracks.db"), overwrite: true);

        Assert.That(_database.Open, Throws.TypeOf<SqliteException>().With.Message.Contains("deleted or replaced"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Refuses_to_read_a_deleted_file_with_a_prepared_command()
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        _ = CountTracks(_database, 1);
        File.Delete(_folder.File("tracks.db"));

        Assert.That(
            () => CountTracks(_database, 1),
            Throws.TypeOf<SqliteException>().With.Message.Contains("deleted or replaced"));
    }

    [Test]
    public async Task Prepared_command_reads_what_was_written_since_by_another_connection()
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        var before = CountTracks(_database, 1);
        using var other = new SqliteDatabase(_folder.File("tracks.db"));
        await other.WriteAsync(
            connection => connection.Execute(
                "ALTER TABLE tracks ADD COLUMN note TEXT; INSERT INTO tracks (id, title, artist, file_id, file_size, "
                + "content_type, extra, created_at) VALUES (1, '', '', '', 0, '', '{}', '')"),
            CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.Zero);
            Assert.That(CountTracks(_database, 1), Is.EqualTo(1), "of the id that was written");
            Assert.That(CountTracks(_database, 2), Is.Zero, "of another id");
        });
    }

    [TestCase("CREATE TABLE tracks (id INTEGER PRIMARY KEY, title TEXT)", 0)]
    [TestCase("CREATE TABLE tracks (id INTEGER PRIMARY KEY, title TEXT)", 2)]
    [TestCase("CREATE TABLE places (id INTEGER PRIMARY KEY)", 75)]
    public async Task A_database_of_another_program_is_refused_and_stays_as_it_is(string table, int version)
    {
        using (var connection = _database.Create())
            connection.Execute($"{table}; PRAGMA user_version = {version}");
        var before = await File.ReadAllBytesAsync(_folder.File("tracks.db"));

        await Assert.ThatAsync(
            () => SqliteSchema.EnsureAsync(_database, CancellationToken.None),
            Throws.TypeOf<SettingsException>().With.Message.Contains("another program"));

        Assert.That(await File.ReadAllBytesAsync(_folder.File("tracks.db")), Is.EqualTo(before));
    }

    [Test]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        using (var connection = _database.Open())
            connection.Execute("PRAGMA user_version = 1000");

        await Assert.ThatAsync(
            () => SqliteSchema.EnsureAsync(_database, CancellationToken.None),
            Throws.TypeOf<SettingsException>().With.Message.Contains("newer program"));
    }

    [TestCase("same")]
    [TestCase("symbolic")]
    [TestCase("hard")]
    [Platform("Linux")]
    public void A_second_lock_of_the_same_file_is_refused_whatever_leads_to_it(string link)
    {
        using var first = SqliteServeLock.Take(_folder.File("tracks.db"));
        if (link == "symbolic")
            File.CreateSymbolicLink(_folder.File("symbolic.db"), _folder.File("tracks.db"));
        else if (link == "hard")
            System.Diagnostics.Process.Start("ln", [_folder.File("tracks.db"), _folder.File("hard.db")]).WaitForExit();

        Assert.That(
            () => SqliteServeLock.Take(_folder.File(link == "same" ? "tracks.db" : $"{link}.db")), Throws
                .TypeOf<SettingsException>().With.Message
                .Contains("Another host serves"));
    }

    [Test]
    public void A_lock_that_was_released_can_be_taken_again()
    {
        SqliteServeLock.Take(_folder.File("tracks.db")).Dispose();

        Assert.That(() => SqliteServeLock.Take(_folder.File("tracks.db")).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_folder_that_is_missing_is_the_reason_that_is_given() =>
        Assert.That(
            () => SqliteServeLock.Take(_folder.File("missing/tracks.db")), Throws.TypeOf<DirectoryNotFoundException>());

    [Test]
    public async Task The_log_is_truncated_once_it_is_long()
    {
        const long Limit = 256 * 1024;
        using var writer = await FillLogAsync(2 * Limit);

        new SqliteLog(_folder.File("tracks.db"), Limit).TruncateIfLong(writer);

        Assert.That(LogBytes, Is.Zero);
    }

    [Test]
    public async Task A_reader_that_stays_delays_one_write_and_not_each()
    {
        const long Limit = 256 * 1024;
        using var writer = await FillLogAsync(2 * Limit);
        var log = new SqliteLog(_folder.File("tracks.db"), Limit, waitMilliseconds: 1);
        using var reader = _database.OpenToRead();
        using var transaction = reader.BeginTransaction(deferred: true);
        reader.Scalar("SELECT count(*) FROM filler");
        writer.Execute("INSERT INTO filler VALUES (randomblob(1000))");

        log.TruncateIfLong(writer);
        transaction.Dispose();
        log.TruncateIfLong(writer);

        Assert.That(LogBytes, Is.GreaterThan(Limit), "the next try comes when the log has grown further");
    }

    [Test]
    public async Task Write_is_reported_as_stored_although_its_log_is_not_truncated()
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);

        await _database.WriteAsync(
            connection =>
            {
                // Denying it has the effect of a full disk: the statement throws.
                raw.sqlite3_set_authorizer(
                    connection.Handle,
                    (_, _, pragma, _, _, _) => pragma == "wal_checkpoint" ? raw.SQLITE_DENY : raw.SQLITE_OK,
                    null);
                return connection.Execute(
                    "CREATE TABLE filler (content BLOB); INSERT INTO filler VALUES (randomblob(20000000))");
            },
            CancellationToken.None);

        using var reader = _database.OpenToRead();
        Assert.That(reader.Scalar("SELECT count(*) FROM filler"), Is.EqualTo(1));
        Assert.That(LogBytes, Is.GreaterThan(16 * 1024 * 1024));
    }

    private long LogBytes => new FileInfo(_folder.File("tracks.db-wal")).Length;

    /// <summary>Makes a long log, as readers that always overlap leave it.</summary>
    private async Task<SqliteConnection> FillLogAsync(long bytes)
    {
        await SqliteSchema.EnsureAsync(_database, CancellationToken.None);
        var writer = _database.Open();
        writer.Execute(
            "PRAGMA wal_autocheckpoint = 0; CREATE TABLE filler (content BLOB); INSERT INTO filler VALUES "
            + $"(randomblob({bytes}))");
        return writer;
    }

    private static long CountTracks(SqliteDatabase database, long id) => database.ReadById(
        "SELECT count(*) FROM tracks WHERE id = $id", id, command => (long)command.ExecuteScalar()!);
}
