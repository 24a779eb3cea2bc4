using NUnit.Framework;
using Plyr.Genres;
using Plyr.Genres.StoreContract;

namespace Example.Etags;

[TestFixture]
internal sealed class EtagTrackStoreTests : TrackStoreContract
{
    protected override ValueTask<TrackStoreHarness> CreateHarnessAsync() => new(new EtagHarness());
}

/// <summary>Fills the store as its host would. One per test, empty at first.</summary>
internal sealed class EtagHarness : TrackStoreHarness
{
    private readonly InMemoryDocuments _documents = new();

    public override IReadOnlyList<TrackIdKind> IdKinds { get; } = [TrackIdKind.Text, TrackIdKind.Uuid];

    public override ITrackExtraStore GetStore() => new EtagTrackStore(_documents);

    public override ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        var id = kind == TrackIdKind.Uuid ? $"{Guid.NewGuid()}" : $"tracks/{Guid.NewGuid():N}";
        _documents.Put(ToDocument(id, track));
        return new(id);
    }

    public override ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        _documents.Put(ToDocument(id.ToString(), track));
        return default;
    }

    public override ValueTask DeleteAsync(TrackId id)
    {
        _documents.Remove(id.ToString());
        return default;
    }

    public override async ValueTask<string?> ReadExtraAsync(TrackId id) =>
        await _documents.ReadAsync(id.ToString(), CancellationToken.None) is var (document, _) ? document.Extra : null;

    private static TrackDocument ToDocument(string id, StoredTrack track) =>
        new(
            id,
            track.FileId,
            track.AudioUrl?.OriginalString,
            track.Tags,
            track.Extra,
            track.Title,
            track.Artist,
            track.CreatedAt);
}
