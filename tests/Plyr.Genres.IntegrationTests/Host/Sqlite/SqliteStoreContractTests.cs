using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

/// <summary>
/// The host's store on SQLite is a store like any other, through one pool of connections and through several.
/// </summary>
[TestFixture(1)]
[TestFixture(3)]
internal sealed class SqliteStoreContractTests(int databases) : TrackStoreContract
{
    protected override async ValueTask<TrackStoreHarness> CreateHarnessAsync() =>
        await SqliteHarness.CreateAsync(new TemporaryFolder(), databases);
}
