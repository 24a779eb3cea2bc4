using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Truncates the write-ahead log when it has become long.</summary>
/// <remarks>
/// SQLite restarts the log only when no reader uses it. With overlapping readers this never happens, so the log grows
/// without limit and slows down all reads. Truncating waits only for the current readers.
/// </remarks>
internal sealed class SqliteLog(string path, long maxBytes = 16 * 1024 * 1024, int waitMilliseconds = 1000)
{
    // The length of the log when truncating it last failed.
    private long _postponed;

    /// <summary>
    /// Writes the log to the database and truncates it if it is long. Only the process's single writer may call it.
    /// </summary>
    public void TruncateIfLong(SqliteConnection connection)
    {
        var file = new FileInfo($"{path}-wal");
        if (!file.Exists || file.Length < _postponed + maxBytes)
            return;

        // A long reader, such as a backup, must not delay every write.
        _postponed = TryTruncate(connection) ? 0 : file.Length;
    }

    private bool TryTruncate(SqliteConnection connection)
    {
        try
        {
            connection.Execute($"PRAGMA busy_timeout = {waitMilliseconds}");
            return connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is 0L;
        }
        catch (SqliteException)
        {
            // For example, the disk is full. The caller's transaction is committed, so it must not fail.
            return false;
        }
    }
}
