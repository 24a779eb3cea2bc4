using NUnit.Framework;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Docs.Stores;

/// <summary>The EF Core store of stores.md is a whole one.</summary>
[TestFixture]
internal sealed class EfTrackStoreTests : TrackStoreContract
{
    protected override async ValueTask<TrackStoreHarness> CreateHarnessAsync() => await EfHarness.CreateAsync();
}
