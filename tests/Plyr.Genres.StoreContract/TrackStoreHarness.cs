namespace Plyr.Genres.StoreContract;

/// <summary>
/// What a host implements so that the contract can fill its store and read it directly. One per test,
/// empty at first.
/// </summary>
public abstract class TrackStoreHarness : IAsyncDisposable
{
    /// <summary>The kinds of ids that the store takes; tests that do not care use the first.</summary>
    public abstract IReadOnlyList<TrackIdKind> IdKinds { get; }

    /// <summary>Whether <c>\u0000</c> can stand in <c>extra</c>. PostgreSQL's jsonb refuses it.</summary>
    public virtual bool KeepsNulCharacters => true;

    /// <summary>Whether <c>extra</c> can be something else than an object: JSON null, an array, a text.</summary>
    public virtual bool KeepsExtraOfAnyShape => true;

    /// <summary>Whether <c>extra</c> can be absent. A column that is NOT NULL refuses it.</summary>
    public virtual bool KeepsAbsentExtra => KeepsExtraOfAnyShape;

    /// <summary>Whether a row can have this <c>extra</c>.</summary>
    public bool Keeps(string? extra) => extra switch
    {
        null => KeepsAbsentExtra,
        ['{', ..] => true,
        _ => KeepsExtraOfAnyShape,
    };

    /// <summary>
    /// The store for one step. A thread-safe store is the same every time; a scoped one comes from a scope of its own
    /// each time.
    /// </summary>
    public abstract ITrackExtraStore GetStore();

    /// <summary>Adds a row as the host would, and says under which id.</summary>
    public abstract ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind);

    /// <summary>Replaces everything in a row but its id: another upload, tags, the whole <c>extra</c>.</summary>
    public abstract ValueTask ReplaceAsync(TrackId id, StoredTrack track);

    /// <summary>Deletes a row as the host would.</summary>
    public abstract ValueTask DeleteAsync(TrackId id);

    /// <summary>
    /// The row's whole <c>extra</c> document as it is stored; null where there is no row or no document.
    /// </summary>
    public abstract ValueTask<string?> ReadExtraAsync(TrackId id);

    /// <summary>
    /// Sets one key of <c>extra</c> as another writer of the host does. Override it with that writer, if there is one.
    /// </summary>
    public virtual async ValueTask SetExtraKeyAsync(TrackId id, string key, string json) =>
        await GetStore().UpdateAsync(
            id, _ => new TrackChange { Extra = new Dictionary<string, string?> { [key] = json } });

    /// <summary>
    /// Adds a tag as a person does in the host. Override it with the host's own way, if there is one.
    /// </summary>
    public virtual async ValueTask AddTagAsync(TrackId id, string tag) =>
        await GetStore().UpdateAsync(id, _ => new TrackChange { AddTags = [tag] });

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
