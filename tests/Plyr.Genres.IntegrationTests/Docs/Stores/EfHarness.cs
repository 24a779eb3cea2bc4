using Example.EntityFramework;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Docs.Stores;

/// <summary>The EF Core example over a SQLite file, registered as stores.md shows; each step has a scope of its own.</summary>
internal sealed class EfHarness : TrackStoreHarness
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _connectionString;
    private readonly WebApplication _app;
    private readonly List<AsyncServiceScope> _scopes = [];

    private EfHarness()
    {
        _connectionString = $"Data Source={_folder.File("music.db")}";
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        EfHost.Register(builder, _connectionString);
        _app = builder.Build();
    }

    public override IReadOnlyList<TrackIdKind> IdKinds { get; } = [TrackIdKind.Uuid];

    public static async Task<EfHarness> CreateAsync()
    {
        var harness = new EfHarness();
        await harness.DoAsync(async music =>
        {
            await music.Database.EnsureCreatedAsync();
            await music.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        });
        return harness;
    }

    public override ITrackExtraStore GetStore()
    {
        var scope = _app.Services.CreateAsyncScope();
        lock (_scopes)
            _scopes.Add(scope);
        return scope.ServiceProvider.GetRequiredService<ITrackExtraStore>();
    }

    public override async ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        var row = new TrackRow();
        Fill(row, track);
        await DoAsync(music =>
        {
            music.Add(row);
            return music.SaveChangesAsync();
        });
        return row.Id;
    }

    public override async ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        while (true)
        {
            try
            {
                await DoAsync(async music =>
                {
                    Fill((await FindAsync(music, id))!, track);
                    await music.SaveChangesAsync();
                });
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                // The store was faster: read again.
            }
        }
    }

    public override async ValueTask DeleteAsync(TrackId id) => await DoAsync(music => music.Tracks.Where(row => row.Id == Key(id)).ExecuteDeleteAsync());

    public override async ValueTask<string?> ReadExtraAsync(TrackId id)
    {
        string? extra = null;
        await DoAsync(async music => extra = (await FindAsync(music, id))?.Extra);
        return extra;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var scope in _scopes)
            await scope.DisposeAsync();
        await _app.DisposeAsync();
        using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _folder.Dispose();
        await base.DisposeAsync();
    }

    private async Task DoAsync(Func<Music, Task> action)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<Music>());
    }

    private static Task<TrackRow?> FindAsync(Music music, TrackId id) => music.Tracks.SingleOrDefaultAsync(row => row.Id == Key(id));

    private static Guid Key(TrackId id) => id.TryGetGuid(out var key) ? key : throw new ArgumentException("Ids are GUIDs here.", nameof(id));

    private static void Fill(TrackRow row, StoredTrack track)
    {
        (row.FileId, row.AudioUrl, row.Tags) = (track.FileId, track.AudioUrl?.OriginalString, [.. track.Tags]);
        (row.Extra, row.Title, row.Artist, row.CreatedAt, row.Version) = (track.Extra, track.Title, track.Artist, track.CreatedAt, Guid.NewGuid());
    }
}
