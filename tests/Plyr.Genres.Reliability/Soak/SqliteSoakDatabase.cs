using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>The reference host's tables in an SQLite file.</summary>
internal sealed class SqliteSoakDatabase : ISoakDatabase
{
    private readonly DirectoryInfo _folder;
    private readonly RecordingServer _audio;
    private readonly SqliteDatabase _database;

    private SqliteSoakDatabase(DirectoryInfo folder, RecordingServer audio, SqliteDatabase database)
    {
        (_folder, _audio, _database) = (folder, audio, database);
        Store = new SqliteTrackExtraStore(
            database, new SqliteTrackRows(audio, NullLogger<SqliteTrackRows>.Instance), TimeProvider.System);
    }

    public ITrackExtraStore Store { get; }

    public IReadOnlyList<string> Commands => ["serve --urls http://127.0.0.1:0", "backfill"];

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DATA_FOLDER"] = _folder.FullName,
        ["DATABASE_URL"] = $"sqlite:{FileIn(_folder)}",
        ["PUBLIC_BASE_URL"] = _audio.Address.ToString(),
    };

    public static async Task<ISoakDatabase> CreateAsync(ReplicateSimulator simulator)
    {
        var folder = Directory.CreateTempSubdirectory("plyr-genres-soak-");
        var audio = await RecordingServer.StartAsync(simulator);
        var database = new SqliteDatabase(FileIn(folder));
        await SqliteSchema.EnsureAsync(database, CancellationToken.None);
        return new SqliteSoakDatabase(folder, audio, database);
    }

    public Uri Audio(string fileId) => _audio.UrlOf(fileId);

    public Task CreateAsync(long id, string fileId) => ExecuteAsync(
        "INSERT INTO tracks (id, title, artist, file_id, file_size, extra, created_at, classification_due) VALUES "
        + "($id, 'A track', 'An artist', $file, 1, '{}', '2026-01-01T00:00:00Z', 1)",
        ("$id", id), ("$file", fileId));

    public Task DeleteAsync(long id) => ExecuteAsync("DELETE FROM tracks WHERE id = $id", ("$id", id));

    public Task ReplaceAudioAsync(long id, string fileId) => ExecuteAsync(
        "UPDATE tracks SET file_id = $file, audio_version = audio_version + 1, classification_due = 1 WHERE id = $id",
        ("$id", id), ("$file", fileId));

    public Task<bool> AddTagAsync(long id, string name) => _database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "INSERT INTO tags (name, created_at) VALUES ($name, '2026-01-01T00:00:00Z') ON CONFLICT DO NOTHING",
                ("$name", name));
            return connection.Execute(
                "INSERT INTO track_tags (track_id, tag_id) SELECT $id, id FROM tags WHERE name = $name ON CONFLICT "
                + "DO NOTHING",
                ("$id", id),
                ("$name", name)) == 1;
        },
        CancellationToken.None);

    public Task RemoveTagAsync(long id, string name) => ExecuteAsync(
        "DELETE FROM track_tags WHERE track_id = $id AND tag_id = (SELECT id FROM tags WHERE name = $name)",
        ("$id", id), ("$name", name));

    public Task SetKeyAsync(long id, string key, string json) => ExecuteAsync(
        "UPDATE tracks SET extra = json_set(extra, $path, json($json)) WHERE id = $id", ("$id", id),
        ("$path", $"$.\"{key}\""), ("$json", json));

    public Task<string?> ReadExtraAsync(long id) => _database.WriteAsync(
        connection => (string?)connection.Scalar(
            "SELECT CAST(extra AS TEXT) FROM tracks WHERE id = $id", ("$id", id)), CancellationToken.None);

    /// <summary>
    /// SQLite has no server that could count them: an exclusive transaction needs the file to itself.
    /// </summary>
    public Task<IReadOnlyList<string>> CloseAndListConnectionsLeftAsync()
    {
        _database.Dispose();
        using var connection = new SqliteConnection(
            SqliteDatabase.ConnectionStringFor(FileIn(_folder)) + ";Pooling=False;Default Timeout=5");
        connection.Open();
        try
        {
            connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            connection.Execute("BEGIN EXCLUSIVE");
            connection.Execute("COMMIT");
            return Task.FromResult<IReadOnlyList<string>>([]);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 5 or 6)
        {
            return Task.FromResult<IReadOnlyList<string>>([exception.Message]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _audio.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string FileIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "soak.db");

    private async Task ExecuteAsync(string sql, params (string Name, object? Value)[] parameters) =>
        await _database.WriteAsync(connection => connection.Execute(sql, parameters), CancellationToken.None);
}
