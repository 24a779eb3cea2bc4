using Microsoft.Data.Sqlite;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Creates the tables: plyr.fm's tracks, tags and track_tags, with additional columns for uploads and jobs.
/// </summary>
internal static class SqliteSchema
{
    private const string Tables = """
        CREATE TABLE tracks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            artist TEXT NOT NULL,
            file_id TEXT,
            file_size INTEGER NOT NULL DEFAULT 0,
            content_type TEXT NOT NULL DEFAULT 'application/octet-stream',
            extra TEXT DEFAULT '{}',
            created_at TEXT NOT NULL,
            audio_version INTEGER NOT NULL DEFAULT 1,
            classification_due INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX tracks_file_id ON tracks (file_id);
        CREATE INDEX tracks_classification_due ON tracks (id) WHERE classification_due = 1;
        CREATE TABLE tags (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL
        );
        CREATE TABLE track_tags (
            track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
            tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
            PRIMARY KEY (track_id, tag_id)
        );
        CREATE INDEX track_tags_tag_id ON track_tags (tag_id);
        """;

    /// <summary>A random id, which identifies the database regardless of its file name.</summary>
    private const string Identity = """
        CREATE TABLE database_identity (id TEXT NOT NULL);
        INSERT INTO database_identity (id) VALUES (lower(hex(randomblob(16))));
        """;

    private const string Durations = "ALTER TABLE tracks ADD COLUMN duration_seconds REAL;";

    private const string Waiting =
        "ALTER TABLE tracks ADD COLUMN waiting_failure TEXT; ALTER TABLE tracks ADD COLUMN waiting_until TEXT;";

    private const string Costs = """
        CREATE TABLE run_costs (
            day TEXT PRIMARY KEY,
            runs INTEGER NOT NULL,
            dollars REAL NOT NULL
        ) WITHOUT ROWID;
        """;

    /// <summary>Gets the statements that upgrade the tables to each version from the previous one.</summary>
    public static IReadOnlyList<string> Versions { get; } =
        [Tables, Identity, SqliteSummaries.Tables, SqliteSummaries.Keys + Durations, Waiting, Costs];

    /// <summary>
    /// Creates the file and missing tables. It may be called repeatedly, and by several processes concurrently.
    /// </summary>
    /// <exception cref="SettingsException">
    /// The file belongs to another program, or to a newer version of this one.
    /// </exception>
    public static async Task EnsureAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        using (var connection = database.Create())
        {
            RefuseOthers(connection);

            // The mode is stored in the file, and can't be set in a transaction.
            connection.Execute("PRAGMA journal_mode = WAL");
        }

        await database.WriteAsync(Upgrade, cancellationToken);
    }

    private static bool Upgrade(SqliteConnection connection)
    {
        var version = Version(connection);
        foreach (var statements in Versions.Skip((int)version))
            connection.Execute(statements);
        connection.Execute($"PRAGMA user_version = {Versions.Count}");
        return true;
    }

    /// <summary>Throws for a file of another program or of a newer version, before anything is written.</summary>
    private static void RefuseOthers(SqliteConnection connection)
    {
        var version = Version(connection);
        var hasTables = connection.Scalar("SELECT 1 FROM sqlite_master LIMIT 1") is not null;
        var isOurs = connection.Scalar(
            "SELECT 1 FROM sqlite_master WHERE name = 'tracks' AND sql LIKE '%classification_due%'") is not null;
        if (isOurs ? version == 0 : version != 0 || hasTables)
        {
            throw new SettingsException(
                $"The database {connection.DataSource} belongs to another program; set {SettingNames.DatabaseUrl} or "
                + $"{SettingNames.DataFolder} to another file.");
        }

        if (version > Versions.Count)
        {
            throw new SettingsException(
                $"The database has version {version} of the tables, and this program supports {Versions.Count}; use "
                + "the newer program that created it.");
        }
    }

    private static long Version(SqliteConnection connection) => (long)connection.Scalar("PRAGMA user_version")!;
}
