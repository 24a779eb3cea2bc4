using Plyr.Genres.StoreContract;
using Plyr.Genres.Tests.Tracks.Contract.Faults;

namespace Plyr.Genres.Tests.Tracks.Contract;

/// <summary>
/// The contract over a store with a fault. Being generic, it is run by <c>PlantedFaultTests</c> alone and not as a
/// fixture of its own.
/// </summary>
internal sealed class BrokenStoreContract<TStore> : TrackStoreContract
    where TStore : BrokenStore, new()
{
    protected override ValueTask<TrackStoreHarness> CreateHarnessAsync()
    {
        var store = new TStore();
        return new(new InMemoryHarness(store.Rows, store));
    }
}
