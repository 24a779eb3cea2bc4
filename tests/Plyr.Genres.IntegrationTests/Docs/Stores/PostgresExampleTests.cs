using Example.Postgres;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Docs.Stores;

/// <summary>
/// The PostgreSQL store of stores.md passes the store contract; skipped where there is no PostgreSQL.
/// </summary>
[TestFixture]
internal sealed class PostgresExampleTests : TrackStoreContract
{
    private PostgresDatabase? _database;
    private NpgsqlDataSource? _source;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
        await _database.ExecuteAsync(PostgresTrackStore.Table);
    }

    [OneTimeTearDown]
    public async Task DropDatabaseAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override async ValueTask<TrackStoreHarness> CreateHarnessAsync()
    {
        await _database!.ExecuteAsync("TRUNCATE tracks");
        return new PostgresExampleHarness(_source!);
    }
}
