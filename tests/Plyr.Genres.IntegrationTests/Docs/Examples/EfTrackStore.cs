using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
// snippet: ef-store
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plyr.Genres;
// end

namespace Example.EntityFramework;

// snippet: ef-store
/// <summary>Tracks in a scoped <see cref="DbContext"/>.</summary>
public sealed class EfTrackStore(Music music) : ITrackExtraStore
{
    private const int PageSize = 500;

    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        var key = Key(id);
        return await music.Tracks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == key, cancellationToken) is { } row ? ToTrack(row) : null;
    }

    public async ValueTask<bool> UpdateAsync(TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        var key = Key(id);
        while (true)
        {
            // The library resolves the store in a scope of its own, so that nothing of anybody else's is tracked here.
            music.ChangeTracker.Clear();
            if (await music.Tracks.SingleOrDefaultAsync(row => row.Id == key, cancellationToken) is not { } row || decide(ToTrack(row)) is not { } change)
                return false;

            row.Extra = Encoding.UTF8.GetString(change.ApplyTo(Encoding.UTF8.GetBytes(row.Extra ?? "{}")));
            row.Tags = [.. change.ApplyTo(row.Tags)];
            row.Version = Guid.NewGuid();
            try
            {
                await music.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody was faster: read again, decide again.
            }
        }
    }

    public async ValueTask<IReadOnlyList<Track>> ListAsync(TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        await WalkAsync(filter, after, cancellationToken).Take(take).ToListAsync(cancellationToken);

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) => filter == TrackFilter.All
        ? await music.Tracks.LongCountAsync(cancellationToken)
        : await WalkAsync(filter, null, cancellationToken).LongCountAsync(cancellationToken);

    private async IAsyncEnumerable<Track> WalkAsync(TrackFilter filter, TrackId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after is { } id ? Key(id) : Guid.Empty;
        while (true)
        {
            var page = await music.Tracks.AsNoTracking()
                .Where(row => row.Id.CompareTo(last) > 0).OrderBy(row => row.Id).Take(PageSize).ToListAsync(cancellationToken);
            foreach (var track in page.Select(ToTrack).Where(track => filter.Matches(track)))
                yield return track;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    private static Track ToTrack(TrackRow row) => new()
    {
        Id = row.Id,
        FileId = row.FileId,
        Audio = row.AudioUrl is { } url ? new Uri(url) : null,
        Tags = [.. row.Tags],
        Extra = TrackExtra.Parse(row.Extra),
        Title = row.Title,
        Artist = row.Artist,
        CreatedAt = row.CreatedAt,
    };

    // Ids are GUIDs here. An id of another kind names no track, and neither does the empty GUID.
    private static Guid Key(TrackId id) => id.TryGetGuid(out var key) ? key : Guid.Empty;
}
// end

internal static class EfHost
{
    public static void Register(WebApplicationBuilder builder, string connectionString)
    {
        // snippet: ef-registration
        builder.Services.AddDbContext<Music>(options => options.UseSqlite(connectionString));
        builder.Services.AddPlyrGenres(builder.Configuration).UseTrackStore<EfTrackStore>();
        // end
    }
}
