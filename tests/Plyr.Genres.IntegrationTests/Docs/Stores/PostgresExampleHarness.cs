using Example.Postgres;
using Npgsql;
using NpgsqlTypes;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Docs.Stores;

/// <summary>The PostgreSQL example over its table.</summary>
internal sealed class PostgresExampleHarness(NpgsqlDataSource database) : TrackStoreHarness
{
    private const string Columns =
        "file_id = $2, audio_url = $3, tags = $4, extra = $5, title = $6, artist = $7, created_at = $8";

    public override IReadOnlyList<TrackIdKind> IdKinds { get; } = [TrackIdKind.Number];

    public override bool KeepsNulCharacters => false;

    public override ITrackExtraStore GetStore() => new PostgresTrackStore(database);

    public override async ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        await using var insert = database.CreateCommand("INSERT INTO tracks DEFAULT VALUES RETURNING id");
        TrackId id = (long)(await insert.ExecuteScalarAsync())!;
        await ReplaceAsync(id, track);
        return id;
    }

    public override async ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        await using var update = database.CreateCommand($"UPDATE tracks SET {Columns} WHERE id = $1");
        Add(update, Number(id), NpgsqlDbType.Bigint);
        Add(update, track.FileId);
        Add(update, track.AudioUrl?.OriginalString);
        Add(update, track.Tags.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(update, track.Extra, NpgsqlDbType.Jsonb);
        Add(update, track.Title);
        Add(update, track.Artist);
        Add(update, track.CreatedAt, NpgsqlDbType.TimestampTz);
        await update.ExecuteNonQueryAsync();
    }

    public override async ValueTask DeleteAsync(TrackId id)
    {
        await using var delete = database.CreateCommand("DELETE FROM tracks WHERE id = $1");
        Add(delete, Number(id), NpgsqlDbType.Bigint);
        await delete.ExecuteNonQueryAsync();
    }

    public override async ValueTask<string?> ReadExtraAsync(TrackId id)
    {
        await using var select = database.CreateCommand("SELECT extra::text FROM tracks WHERE id = $1");
        Add(select, Number(id), NpgsqlDbType.Bigint);
        return await select.ExecuteScalarAsync() as string;
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type = NpgsqlDbType.Text) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });

    private static long Number(TrackId id) =>
        id.TryGetInt64(out var number) ? number : throw new ArgumentException("Tracks are numbered here.", nameof(id));
}
