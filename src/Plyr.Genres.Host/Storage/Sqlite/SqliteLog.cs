using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Keeps the write-ahead log short.</summary>
/// <remarks>
/// SQLite begins the log again only when no reader uses it, and among readers that overlap there is never such a
/// moment. So the log grows without end, and every read has to look through it. Truncating waits for the readers of
/// that moment; those that come later don't need the log.
/// </remarks>
internal sealed class SqliteLog(string path, long maxBytes = 16 * 1024 * 1024, int waitMilliseconds = 1000)
{
    // How far the log may grow once more because a reader was in the way.
    private long _postponed;

    /// <summary>
    /// Writes the log into the database and empties it if it has become long. Called by the only writer of the process.
    /// </summary>
    public void TruncateIfLong(SqliteConnection connection)
    {
        var file = new FileInfo($"{path}-wal");
        if (!file.Exists || file.Length < _postponed + maxBytes)
            return;
        connection.Execute($"PRAGMA busy_timeout = {waitMilliseconds}");
        var isBusy = connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is 1L;
        // A reader that stays for long, as a backup does, must not make every write wait.
        _postponed = isBusy ? file.Length : 0;
    }
}
