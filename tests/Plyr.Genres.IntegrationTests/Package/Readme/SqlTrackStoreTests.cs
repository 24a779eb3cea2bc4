using NUnit.Framework;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>The store that the readme shows is a whole one.</summary>
[TestFixture]
internal sealed class SqlTrackStoreTests : TrackStoreContract
{
    protected override ValueTask<TrackStoreHarness> CreateHarnessAsync() => new(new SqlTrackStoreHarness());
}
