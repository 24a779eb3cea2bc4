using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Keeps a database file to one process that runs jobs: a second scheduler on the same file would take the first one's
/// running jobs for crashed, and pay for them again. The operating system releases the lock of a killed process.
/// </summary>
internal sealed class SqliteServeLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and Windows' ERROR_SHARING_VIOLATION.
    private static readonly int[] IsHeld = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private SqliteServeLock(FileStream file) => _file = file;

    /// <summary>
    /// Takes the lock of the file itself, whatever links lead to it. Elsewhere than on Windows it is another kind of
    /// lock than SQLite's, which it leaves alone; on Windows there is one kind, so the lock is a file beside the
    /// database.
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
