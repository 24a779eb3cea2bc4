using Microsoft.Data.Sqlite;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Makes the tables: plyr.fm's tracks, tags and track_tags with what this host's uploads and jobs need besides.</summary>
internal static class SqliteSchema
{
    private const long Version = 2;

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

    /// <summary>Since version 2: what tells this database from every other, whatever the files are called.</summary>
    private const string Identity = """
        CREATE TABLE database_identity (id TEXT NOT NULL);
        INSERT INTO database_identity (id) VALUES (lower(hex(randomblob(16))));
        """;

    /// <summary>Makes what is missing. Safe to run again, and in several processes at once.</summary>
    /// <exception cref="SettingsException">The file was made by a newer program.</exception>
    public static async Task EnsureAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        // Kept in the file; it can't be set inside a transaction.
        using (var connection = database.Open())
            connection.Execute("PRAGMA journal_mode = WAL");
        await database.WriteAsync(CreateOnce, cancellationToken);
    }

    private static bool CreateOnce(SqliteConnection connection)
    {
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version > Version)
            throw new SettingsException($"The database has version {version} of the tables, and this program knows {Version}; use the newer program that made it.");
        if (version == Version)
            return false;
        if (version == 0)
            connection.Execute(Tables);
        connection.Execute(Identity);
        connection.Execute($"PRAGMA user_version = {Version}");
        return true;
    }
}
