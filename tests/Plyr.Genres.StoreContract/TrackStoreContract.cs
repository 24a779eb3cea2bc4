using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

/// <summary>
/// The tests that every <see cref="ITrackExtraStore"/> must pass. A host derives one class from this and gives its
/// harness; the tests
/// stand in the other parts of this class, one file per topic.
/// </summary>
public abstract partial class TrackStoreContract
{
    private TrackStoreHarness? _harness;

    /// <summary>The harness of the running test.</summary>
    protected TrackStoreHarness Harness =>
        _harness ?? throw new InvalidOperationException("There is a harness only while a test runs.");

    /// <summary>The store for one step.</summary>
    protected ITrackExtraStore Store => Harness.GetStore();

    /// <summary>Makes a harness over an empty store.</summary>
    protected abstract ValueTask<TrackStoreHarness> CreateHarnessAsync();

    [SetUp]
    public async Task CreateAsync() => _harness = await CreateHarnessAsync();

    [TearDown]
    public async Task DisposeAsync()
    {
        if (_harness is not null)
            await _harness.DisposeAsync();
        _harness = null;
    }

    private ValueTask<TrackId> AddAsync(StoredTrack? track = null) =>
        Harness.AddAsync(track ?? new StoredTrack(), Harness.IdKinds[0]);

    private async Task<IReadOnlyList<TrackId>> AddManyAsync(int count)
    {
        var ids = new List<TrackId>();
        for (var i = 0; i < count; i++)
            ids.Add(await AddAsync(new StoredTrack { Title = $"Track {i}" }));
        return ids;
    }

    private async Task<Track> GetAsync(TrackId id) =>
        await Store.FindAsync(id)
            ?? throw new AssertionException($"The store does not find track {id}, which was added and not deleted.");

    private async Task<IReadOnlyList<string>> TagsAsync(TrackId id) => (await GetAsync(id)).Tags;

    private async Task<bool> SetAsync(TrackId id, string key, string? json) =>
        await Store.UpdateAsync(id, _ => Set(key, json));

    private async Task<bool> TagAsync(TrackId id, params string[] names) =>
        await Store.UpdateAsync(id, _ => new TrackChange { AddTags = names });

    private async Task<bool> UntagAsync(TrackId id, params string[] names) =>
        await Store.UpdateAsync(id, _ => new TrackChange { RemoveTags = names });

    private async Task AssertExtraAsync(TrackId id, string expected, string because = "")
    {
        var actual = await Harness.ReadExtraAsync(id);
        Assert.That(
            JsonText.SameMeaning(actual, expected),
            Is.True,
            () => $"The extra is {actual} and not {expected}. {because}");
    }

    private static TrackChange Set(string key, string? json) =>
        new() { Extra = new Dictionary<string, string?> { [key] = json } };

    /// <summary>Runs one action many times at once, each on a thread of the pool.</summary>
    private static Task InParallelAsync(int count, Func<int, Task> action) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => action(i))));
}
