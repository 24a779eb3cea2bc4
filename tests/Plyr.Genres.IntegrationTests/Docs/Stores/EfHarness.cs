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
        var id = Guid.CreateVersion7();
        await WriteAsync(async music =>
        {
            var row = new TrackRow { Id = id };
            await FillAsync(music, row, track);
            music.Add(row);
            await music.SaveChangesAsync();
        });
        return id;
    }

    public override async ValueTask ReplaceAsync(TrackId id, StoredTrack track) => await WriteAsync(async music =>
    {
        await FillAsync(music, (await FindAsync(music, id))!, track);
        await music.SaveChangesAsync();
    });

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

    /// <summary>Writes, and again when the store or another test's track was faster.</summary>
    private async Task WriteAsync(Func<Music, Task> write)
    {
        while (true)
        {
            try
            {
                await DoAsync(write);
                return;
            }
            catch (DbUpdateException)
            {
                // Read again.
            }
        }
    }

    private static Task<TrackRow?> FindAsync(Music music, TrackId id) =>
        music.Tracks.Include(row => row.Tags).SingleOrDefaultAsync(row => row.Id == Key(id));

    private static Guid Key(TrackId id) => id.TryGetGuid(out var key) ? key : throw new ArgumentException("Ids are GUIDs here.", nameof(id));

    private static async Task FillAsync(Music music, TrackRow row, StoredTrack track)
    {
        row.FileId = track.FileId;
        row.AudioUrl = track.AudioUrl?.OriginalString;
        row.Tags.RemoveAll(tag => !track.Tags.Contains(tag.Name));
        foreach (var name in track.Tags.Except(row.Tags.Select(tag => tag.Name)).ToList())
            row.Tags.Add(await music.Tags.SingleOrDefaultAsync(tag => tag.Name == name) ?? music.Tags.Add(new TagRow { Name = name }).Entity);
        row.Extra = track.Extra;
        row.Title = track.Title;
        row.Artist = track.Artist;
        row.CreatedAt = track.CreatedAt;
        row.Version = Guid.NewGuid();
    }
}
