using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Plyr.Genres;
using Plyr.Genres.StoreContract;

namespace Example.EntityFramework;

// snippet: store-contract
[TestFixture]
internal sealed class EfTrackStoreTests : TrackStoreContract
{
    protected override async ValueTask<TrackStoreHarness> CreateHarnessAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.db");
        var harness = new EfHarness($"Data Source={file};Pooling=False");
        await harness.CreateDatabaseAsync();
        return harness;
    }
}

/// <summary>Fills the store as the host does. One per test, empty at first.</summary>
internal sealed class EfHarness(string connectionString) : TrackStoreHarness
{
    public override IReadOnlyList<TrackIdKind> IdKinds { get; } = [TrackIdKind.Uuid];

    public override ITrackExtraStore GetStore() => new EfTrackStore(Open());

    public override async ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        await using var music = Open();
        var row = music.Add(new TrackRow()).Entity;
        await FillAsync(music, row, track);
        await music.SaveChangesAsync();
        return row.Id;
    }
    // end

    public override async ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        while (true)
        {
            await using var music = Open();
            await FillAsync(music, await Rows(music, id).Include(row => row.Tags).SingleAsync(), track);
            try
            {
                await music.SaveChangesAsync();
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                // The store was faster: replace what it wrote.
            }
        }
    }

    public override async ValueTask DeleteAsync(TrackId id)
    {
        await using var music = Open();
        await Rows(music, id).ExecuteDeleteAsync();
    }

    public override async ValueTask<string?> ReadExtraAsync(TrackId id)
    {
        await using var music = Open();
        return await Rows(music, id).Select(row => row.Extra).SingleOrDefaultAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await using var music = Open();
        await music.Database.EnsureDeletedAsync();
        await base.DisposeAsync();
    }

    public async Task CreateDatabaseAsync()
    {
        await using var music = Open();
        await music.Database.EnsureCreatedAsync();
    }

    private Music Open() => new(new DbContextOptionsBuilder<Music>().UseSqlite(connectionString).Options);

    private static IQueryable<TrackRow> Rows(Music music, TrackId id) =>
        music.Tracks.Where(row => row.Id == Key(id));

    private static Guid Key(TrackId id) => id.TryGetGuid(out var key) ? key : Guid.Empty;

    private static async Task FillAsync(Music music, TrackRow row, StoredTrack track)
    {
        row.FileId = track.FileId;
        row.AudioUrl = track.AudioUrl?.OriginalString;
        row.Tags.Clear();
        foreach (var name in track.Tags)
        {
            row.Tags.Add(await music.Tags.SingleOrDefaultAsync(tag => tag.Name == name)
                ?? music.Tags.Add(new TagRow { Name = name }).Entity);
        }

        row.Extra = track.Extra;
        row.Title = track.Title;
        row.Artist = track.Artist;
        row.CreatedAt = track.CreatedAt;
        row.Version = Guid.NewGuid();
    }
}
