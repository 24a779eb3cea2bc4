using System.Runtime.CompilerServices;
using Plyr.Genres;

namespace Example.Etags;

/// <summary>A track as the document database stores it.</summary>
public sealed record TrackDocument(
    string Id,
    string? FileId,
    string? AudioUrl,
    IReadOnlyList<string> Tags,
    string? Extra,
    string? Title,
    string? Artist,
    DateTimeOffset? CreatedAt);

/// <summary>The operations of a document database that the store needs.</summary>
public interface ITrackDocuments
{
    Task<(TrackDocument Document, string Etag)?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Replaces a document if it still has this ETag; false when another writer was faster.</summary>
    Task<bool> ReplaceAsync(TrackDocument document, string etag, CancellationToken cancellationToken);

    /// <summary>Lists the next documents in the order of their ids.</summary>
    Task<IReadOnlyList<TrackDocument>> ListAsync(string? afterId, int take, CancellationToken cancellationToken);
}

/// <summary>Tracks as documents that are replaced whole, unless another writer has replaced them.</summary>
public sealed class EtagTrackStore(ITrackDocuments documents) : ITrackExtraStore
{
    private const int PageSize = 500;

    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        await ReadAsync(id, cancellationToken) is { } found ? ToTrack(found.Document) : null;

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await ReadAsync(id, cancellationToken) is not var (document, etag)
                || decide(ToTrack(document)) is not { } change)
                return false;

            var changed = document with
            {
                Extra = change.ApplyTo(document.Extra),
                Tags = change.ApplyTo(document.Tags),
            };
            if (await documents.ReplaceAsync(changed, etag, cancellationToken))
                return true;
        }
    }

    public async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        await WalkAsync(filter, after?.ToString(), cancellationToken).Take(take).ToListAsync(cancellationToken);

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        await WalkAsync(filter, null, cancellationToken).LongCountAsync(cancellationToken);

    private async IAsyncEnumerable<Track> WalkAsync(
        TrackFilter filter, string? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await documents.ListAsync(last, PageSize, cancellationToken);
            foreach (var track in page.Select(ToTrack).Where(track => filter.Matches(track)))
                yield return track;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    // Ids are texts here, and the number 668 is not the text "668".
    private async Task<(TrackDocument Document, string Etag)?> ReadAsync(
        TrackId id, CancellationToken cancellationToken) =>
        id.TryGetInt64(out _) ? null : await documents.ReadAsync(id.ToString(), cancellationToken);

    private static Track ToTrack(TrackDocument document) => new()
    {
        Id = document.Id,
        FileId = document.FileId,
        Audio = Uri.TryCreate(document.AudioUrl, UriKind.Absolute, out var url) ? url : null,
        Tags = document.Tags,
        Extra = TrackExtra.Parse(document.Extra),
        Title = document.Title,
        Artist = document.Artist,
        CreatedAt = document.CreatedAt,
    };
}
