using NUnit.Framework;
using Npgsql;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>plyr.fm's schema as it is, one track with a like, and a role with the documented privileges.</summary>
internal sealed class GuestTables : IAsyncDisposable
{
    private const string Password = "guest";
    private readonly string _role;

    private GuestTables(PostgresDatabase database)
    {
        Database = database;
        _role = $"guest_of_{database.Name}";
    }

    public PostgresDatabase Database { get; }

    /// <summary>The database with the role, as <c>DATABASE_URL</c> has it.</summary>
    public string Url => new UriBuilder(Database.Url) { UserName = _role, Password = Password }.Uri.AbsoluteUri;

    public static async Task<GuestTables> CreateAsync()
    {
        var tables = new GuestTables(await PostgresDatabase.CreateAsync());
        await tables.Database.ExecuteAsync(SharedFolder.Read("plyrfm", "schema.sql"));
        await tables.Database.ExecuteAsync(Grants()
            .Replace("plyr_genres", tables._role, StringComparison.Ordinal)
            .Replace("'secret'", $"'{Password}'", StringComparison.Ordinal)
            .Replace($"SCHEMA {tables._role}", "SCHEMA plyr_genres", StringComparison.Ordinal));
        await tables.Database.ExecuteAsync(
            "INSERT INTO artists (did, handle, display_name, created_at, updated_at) VALUES ('did:plc:a', "
            + "'artist', 'Artist', now(), now())");
        return tables;
    }

    /// <summary>Adds a track with a like.</summary>
    public async Task<long> AddTrackAsync(
        string extra = "{}",
        string fileId = "file-1",
        string? originalFileId = null,
        string url = "https://cdn.example/a.mp3")
    {
        var id = await Database.ScalarAsync<int>(
            """
            INSERT INTO tracks (title, file_id, original_file_id, file_type, created_at, artist_did, extra, r2_url)
            VALUES ('A title', $1, $2, 'mp3', now(), 'did:plc:a', $3::jsonb, $4) RETURNING id
            """,
            fileId, (object?)originalFileId ?? DBNull.Value, extra, url);
        await Database.ExecuteAsync(
            "INSERT INTO track_likes (track_id, user_did, created_at) VALUES ($1, 'did:plc:b', now())", id);
        return id;
    }

    /// <summary>All of a track but its tags and likes, as text.</summary>
    public Task<string?> RowAsync(long id) =>
        Database.ScalarAsync<string>("SELECT tracks::text FROM tracks WHERE id = $1", (int)id);

    public Task<List<string>> TagsAsync(long id) =>
        Database.ColumnAsync<string>(
            "SELECT g.name FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE l.track_id = $1 ORDER BY g.name",
            (int)id);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Database.ExecuteAsync($"DROP OWNED BY {_role} CASCADE; DROP ROLE {_role}");
        await Database.DisposeAsync();
    }

    /// <summary>The SQL of the guide, so that what it says is what is tried.</summary>
    private static string Grants()
    {
        const string Start = "<!-- grants -->\n```sql\n";
        var guide = Repository.Read("docs", "scaling.md");
        var start = guide.IndexOf(Start, StringComparison.Ordinal);
        Assert.That(start, Is.Positive, "the guide lists the privileges");
        start += Start.Length;
        return guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
