using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Plyr.Genres;

namespace Example.EntityFramework;

/// <summary>Tracks with a join table of tags, in a scoped <see cref="DbContext"/>.</summary>
public sealed class EfTrackStore(Music music) : ITrackExtraStore
{
    private const int PageSize = 500;
    private const int MaxAttempts = 20;

    private IQueryable<TrackRow> Rows => music.Tracks.Include(row => row.Tags);

    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        var key = Key(id);
        return await Rows.AsNoTracking().SingleOrDefaultAsync(row => row.Id == key, cancellationToken) is { } row
            ? ToTrack(row)
            : null;
    }

    // snippet: ef-update
    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        var key = Key(id);
        for (var attempt = 1; ; attempt++)
        {
            music.ChangeTracker.Clear();
            var row = await Rows.SingleOrDefaultAsync(track => track.Id == key, cancellationToken);
            if (row is null || decide(ToTrack(row)) is not { } change)
                return false;

            row.Extra = change.ApplyTo(row.Extra);
            row.Version = Guid.NewGuid();
            await SetTagsAsync(row, change.ApplyTo(NamesOf(row)), cancellationToken);
            try
            {
                await music.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another writer was faster: read and decide again.
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Another track created the same tag: its row is found next time.
            }
        }
    }
    // end

    public async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        await ReadAsync(filter, after, cancellationToken).Take(take).ToListAsync(cancellationToken);

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        filter == TrackFilter.All
            ? await music.Tracks.LongCountAsync(cancellationToken)
            : await ReadAsync(filter, null, cancellationToken).LongCountAsync(cancellationToken);

    private async IAsyncEnumerable<Track> ReadAsync(
        TrackFilter filter, TrackId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after is { } id ? Key(id) : Guid.Empty;
        while (true)
        {
            var page = await Rows.AsNoTracking()
                .Where(row => row.Id.CompareTo(last) > 0)
                .OrderBy(row => row.Id)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            foreach (var track in page.Select(ToTrack).Where(track => filter.Matches(track)))
                yield return track;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    private async Task SetTagsAsync(TrackRow row, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        row.Tags.RemoveAll(tag => !names.Contains(tag.Name));
        foreach (var name in names.Except(NamesOf(row)).ToList())
        {
            row.Tags.Add(await music.Tags.SingleOrDefaultAsync(tag => tag.Name == name, cancellationToken)
                ?? music.Tags.Add(new TagRow { Name = name }).Entity);
        }
    }

    private static Track ToTrack(TrackRow row) => new()
    {
        Id = row.Id,
        FileId = row.FileId,
        Audio = Uri.TryCreate(row.AudioUrl, UriKind.Absolute, out var url) ? url : null,
        Tags = NamesOf(row),
        Extra = TrackExtra.Parse(row.Extra),
        Title = row.Title,
        Artist = row.Artist,
        CreatedAt = row.CreatedAt,
    };

    private static List<string> NamesOf(TrackRow row) => [.. row.Tags.Select(tag => tag.Name)];

    // An id of another kind, or the empty GUID, names no track.
    private static Guid Key(TrackId id) => id.TryGetGuid(out var key) ? key : Guid.Empty;
}
