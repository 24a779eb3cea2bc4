using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>The whole store contract on plyr.fm's own tables.</summary>
[TestFixture]
internal sealed class PostgresStoreContractTests : TrackStoreContract
{
    private PostgresDatabase _database = null!;

    [OneTimeSetUp]
    public async Task CreateTablesAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await PlyrFmTables.CreateAsync(_database);
        // With the index that plyr.fm is advised to make, which must not change an answer.
        await _database.ExecuteAsync(Plyr.Genres.Host.Storage.Postgres.PostgresFilter.CreateIndex(concurrently: false));
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override async ValueTask<TrackStoreHarness> CreateHarnessAsync() =>
        await PostgresHarness.CreateAsync(_database);
}
