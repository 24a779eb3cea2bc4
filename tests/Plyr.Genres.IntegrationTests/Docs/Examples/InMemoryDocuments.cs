using System.Globalization;

namespace Example.Etags;

/// <summary>Stands for a document database: documents with ETags, in the order of their ids.</summary>
internal sealed class InMemoryDocuments : ITrackDocuments
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (TrackDocument Document, string Etag)> _documents = new(
        StringComparer.Ordinal);
    private long _writes;

    public Task<(TrackDocument Document, string Etag)?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult<(TrackDocument, string)?>(_documents.TryGetValue(id, out var found) ? found : null);
    }

    public Task<bool> ReplaceAsync(TrackDocument document, string etag, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var isCurrent = _documents.TryGetValue(document.Id, out var found) && found.Etag == etag;
            if (isCurrent)
                Write(document);
            return Task.FromResult(isCurrent);
        }
    }

    public Task<IReadOnlyList<TrackDocument>> ListAsync(string? afterId, int take, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<TrackDocument>>(
                [
                    .. _documents.Where(pair => string.CompareOrdinal(pair.Key, afterId) > 0).Take(take).Select(
                        pair => pair.Value.Document),
                ]);
        }
    }

    /// <summary>Writes a document whatever is there, as the database's own user would.</summary>
    public void Put(TrackDocument document)
    {
        lock (_lock)
            Write(document);
    }

    public void Remove(string id)
    {
        lock (_lock)
            _documents.Remove(id);
    }

    private void Write(TrackDocument document) =>
        _documents[document.Id] = (document, (++_writes).ToString(CultureInfo.InvariantCulture));
}
