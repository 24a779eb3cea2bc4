using Npgsql;
using NpgsqlTypes;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>
/// plyr.fm's own tables as its database has them, with columns that the host knows nothing of and that have no default.
/// </summary>
internal static class PlyrFmTables
{
    public const string Artist = "did:plc:an-artist";

    private const string Sql = """
        CREATE TABLE artists (
            did text PRIMARY KEY, handle text NOT NULL, display_name text NOT NULL, avatar_url text, created_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE SEQUENCE tracks_id_seq;
        CREATE TABLE tracks (
            id integer PRIMARY KEY DEFAULT nextval('tracks_id_seq'), title text NOT NULL, artist_did text NOT NULL REFERENCES artists (did), file_id text NOT NULL,
            file_type text NOT NULL, original_file_id text, r2_url text, play_count integer NOT NULL, features jsonb NOT NULL, extra jsonb NOT NULL DEFAULT '{}',
            visibility text NOT NULL DEFAULT 'public', created_at timestamptz NOT NULL
        );
        CREATE SEQUENCE tags_id_seq;
        CREATE TABLE tags (
            id integer PRIMARY KEY DEFAULT nextval('tags_id_seq'), name text UNIQUE NOT NULL, created_by_did text NOT NULL REFERENCES artists (did) ON DELETE CASCADE,
            created_at timestamptz NOT NULL
        );
        CREATE TABLE track_tags (
            track_id integer REFERENCES tracks (id) ON DELETE CASCADE, tag_id integer REFERENCES tags (id) ON DELETE CASCADE, PRIMARY KEY (track_id, tag_id)
        );
        INSERT INTO artists (did, handle, display_name) VALUES ('did:plc:an-artist', 'An artist', 'An artist, displayed');
        """;

    public static Task CreateAsync(PostgresDatabase database) => database.ExecuteAsync(Sql);

    /// <summary>Adds a track as plyr.fm does.</summary>
    public static async Task<long> AddTrackAsync(
        PostgresDatabase database, string? url, string extra =
            "{}", string fileId = "file-1", string title = "A title", string visibility = "public",
        string artistDid = Artist, DateTimeOffset? createdAt = null) =>
        await database.ScalarAsync<int>(
            """
            INSERT INTO tracks (title, artist_did, file_id, file_type, r2_url, play_count, features, extra, visibility, created_at)
            VALUES ($1, $2, $3, 'mp3', $4, 7, '[]', $5, $6, $7) RETURNING id
            """,
            title, artistDid, fileId, (object?)url ?? DBNull.Value,
            new NpgsqlParameter { Value = extra, NpgsqlDbType = NpgsqlDbType.Jsonb }, visibility,
            createdAt ?? new DateTimeOffset(2024, 2, 29, 12, 30, 15, TimeSpan.Zero));

    /// <summary>
    /// Adds a tag as a person does in plyr.fm: the name if it is new, then the link, and no lock on the track.
    /// </summary>
    public static Task AddTagAsync(PostgresDatabase database, long trackId, string name) => database.ExecuteAsync(
        """
        WITH added AS (
            INSERT INTO tags (name, created_by_did, created_at) VALUES ($2, 'did:plc:an-artist', now()) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id
        )
        INSERT INTO track_tags (track_id, tag_id) SELECT $1, id FROM added ON CONFLICT DO NOTHING
        """,
        (int)trackId, name);
}
