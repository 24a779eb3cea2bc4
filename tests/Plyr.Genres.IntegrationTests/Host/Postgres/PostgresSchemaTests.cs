using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

[TestFixture]
internal sealed class PostgresSchemaTests
{
    private PostgresDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task Ten_that_migrate_at_once_make_the_tables_once()
    {
        var found = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(
                _ => Task.Run(() => PostgresSchema.MigrateAsync(_source, CancellationToken.None))));

        Assert.That(found.Count(tracksWereThere => !tracksWereThere), Is.EqualTo(1));
        Assert.That(await PostgresSchema.HasIndexAsync(_source, CancellationToken.None), Is.True);
        var ids = await _database.ColumnAsync<string>("SELECT id FROM plyr_genres.database");
        Assert.That(ids, Has.Count.EqualTo(1));
        Assert.That(await PostgresSchema.MigrateAsync(_source, CancellationToken.None), Is.True, "again");
        Assert.That(await _database.ColumnAsync<string>("SELECT id FROM plyr_genres.database"), Is.EqualTo(ids));
    }

    [Test]
    public async Task Tables_of_plyr_fm_stay_as_they_are()
    {
        await PlyrFmTables.CreateAsync(_database);
        var before = await ColumnsAsync();

        await PostgresSchema.MigrateAsync(_source, CancellationToken.None);

        Assert.That(await ColumnsAsync(), Is.EqualTo(before));
        Assert.That(
            await _database.ScalarAsync<string>("SELECT to_regclass('plyr_genres.uploads')::text"), Is.Not.Null);
        Assert.That(
            await PostgresSchema.HasIndexAsync(_source, CancellationToken.None),
            Is.False,
            "an index on a large table is the administrator's task");
    }

    [Test]
    public async Task Tables_of_the_former_version_get_what_is_missing()
    {
        await PostgresSchema.MigrateAsync(_source, CancellationToken.None);
        await _database.ExecuteAsync(
            "DROP TABLE plyr_genres.listings; ALTER TABLE plyr_genres.uploads DROP COLUMN duration_seconds");

        await PostgresSchema.EnsureOwnTablesAsync(_source, CancellationToken.None);

        Assert.That(
            await _database.ScalarAsync<long>(
                "SELECT count(duration_seconds) FROM plyr_genres.uploads, plyr_genres.listings"),
            Is.Zero);
    }

    [Test]
    public async Task A_database_without_tracks_is_named_with_what_to_do() =>
        await Assert.ThatAsync(
            () => PostgresSchema.RequireTracksAsync(_source, CancellationToken.None),
            Throws.TypeOf<SettingsException>().With.Message.Contains("Run migrate first"));

    private Task<List<string>> ColumnsAsync() => _database.ColumnAsync<string>(
        "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) FROM "
        + "information_schema.columns WHERE table_name IN ('artists', 'tracks', 'tags', 'track_tags') ORDER BY 1");
}
