using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>plyr.fm's tables, filled and read without the library.</summary>
internal sealed class PostgresHarness : TrackStoreHarness
{
    private readonly PostgresDatabase _database;
    private readonly NpgsqlDataSource _source;

    private PostgresHarness(PostgresDatabase database)
    {
        _database = database;
        _source = NpgsqlDataSource.Create(database.ConnectionString);
        Store = new PostgresTrackExtraStore(
            new PostgresPool(_source),
            new PostgresTrackRows(new NoHostedAudio(), NullLogger<PostgresTrackRows>.Instance),
            TimeProvider.System);
    }

    public PostgresTrackExtraStore Store { get; }

    public override IReadOnlyList<TrackIdKind> IdKinds => [TrackIdKind.Number];

    /// <summary>The type jsonb refuses them.</summary>
    public override bool KeepsNulCharacters => false;

    /// <summary>The column is NOT NULL.</summary>
    public override bool KeepsAbsentExtra => false;

    /// <summary>The column is NOT NULL; a track without a file has an empty id.</summary>
    private static string FileId(StoredTrack track) => track.FileId ?? "";

    public static async Task<PostgresHarness> CreateAsync(PostgresDatabase database)
    {
        await database.ExecuteAsync("TRUNCATE tracks, tags, track_tags RESTART IDENTITY");
        return new PostgresHarness(database);
    }

    public override ITrackExtraStore GetStore() => Store;

    public override async ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        var id = await PlyrFmTables.AddTrackAsync(
            _database, track.AudioUrl?.OriginalString, Document(track), FileId(track), track.Title!,
            createdAt: track.CreatedAt);
        foreach (var tag in track.Tags)
            await PlyrFmTables.AddTagAsync(_database, id, tag);
        return id;
    }

    public override async ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        var number = Number(id);
        await _database.ExecuteAsync(
            "UPDATE tracks SET title = $2, file_id = $3, r2_url = $4, extra = $5 WHERE id = $1",
            number, track.Title!, FileId(track), (object?)track.AudioUrl?.OriginalString ?? DBNull.Value,
            Json(Document(track)));
        await _database.ExecuteAsync("DELETE FROM track_tags WHERE track_id = $1", number);
        foreach (var tag in track.Tags)
            await PlyrFmTables.AddTagAsync(_database, number, tag);
    }

    public override async ValueTask DeleteAsync(TrackId id) =>
        await _database.ExecuteAsync("DELETE FROM tracks WHERE id = $1", Number(id));

    public override async ValueTask<string?> ReadExtraAsync(TrackId id) =>
        await _database.ScalarAsync<string>("SELECT extra::text FROM tracks WHERE id = $1", Number(id));

    /// <summary>A writer that locks nothing and leaves the rest of the document to PostgreSQL.</summary>
    public override async ValueTask SetExtraKeyAsync(TrackId id, string key, string json) =>
        await _database.ExecuteAsync(
            "UPDATE tracks SET extra = extra || jsonb_build_object($2::text, $3) WHERE id = $1",
            Number(id),
            key,
            Json(json));

    public override async ValueTask AddTagAsync(TrackId id, string tag) =>
        await PlyrFmTables.AddTagAsync(_database, Number(id), tag);

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private static long Number(TrackId id) =>
        id.TryGetInt64(out var number) ? number : throw new ArgumentException("plyr.fm's ids are numbers.", nameof(id));

    private static string Document(StoredTrack track) =>
        track.Extra ?? throw new ArgumentException("The column is NOT NULL.", nameof(track));

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
