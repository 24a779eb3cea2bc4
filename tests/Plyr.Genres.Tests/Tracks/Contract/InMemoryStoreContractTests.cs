using NUnit.Framework;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.Tests.Tracks.Contract;

/// <summary>The in-memory store is a store like any other.</summary>
[TestFixture]
internal sealed class InMemoryStoreContractTests : TrackStoreContract
{
    protected override ValueTask<TrackStoreHarness> CreateHarnessAsync()
    {
        var store = new InMemoryTrackExtraStore();
        return new(new InMemoryHarness(store, store));
    }
}
