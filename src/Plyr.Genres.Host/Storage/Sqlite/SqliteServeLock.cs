using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Ensures that one process runs jobs on a database file. A second scheduler would treat the first one's running jobs
/// as crashed and run them again. The operating system releases the lock of a killed process.
/// </summary>
internal sealed class SqliteServeLock : IDisposable
{
    // EWOULDBLOCK on Linux and on macOS, and ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] IsHeld = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private SqliteServeLock(FileStream file) => _file = file;

    /// <summary>
    /// Locks the database file, which also works for symbolic links. The lock doesn't affect the locks of SQLite,
    /// except on Windows, where a separate file is locked instead.
    /// </summary>
    /// <exception cref="SettingsException">Another process serves the database.</exception>
    public static SqliteServeLock Take(string databasePath)
    {
        var path = OperatingSystem.IsWindows() ? $"{databasePath}.serve-lock" : databasePath;
        try
        {
            return new SqliteServeLock(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld.Contains(exception.HResult))
        {
            throw new SettingsException(
                $"Another host serves the database {databasePath}; stop it, or set {SettingNames.DataFolder} to "
                + "another folder.");
        }
    }

    public void Dispose() => _file.Dispose();
}
