namespace Plyr.Genres.Host.Settings;

/// <summary>
/// Keeps the data folder to one process that runs jobs: a second scheduler on the same file would take the first one's running jobs
/// for crashed, and pay for them again. The operating system frees the lock of a killed process.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    public static DataFolderLock Take(HostSettings settings)
    {
        // Beside the database, which is what must not be shared; the data folder may be another.
        var path = settings.DatabasePath + ".serve-lock";
        try
        {
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new SettingsException($"Another host serves the database {settings.DatabasePath}; stop it, or set {SettingNames.DataFolder} to another folder.");
        }
    }

    public void Dispose() => _file.Dispose();
}
