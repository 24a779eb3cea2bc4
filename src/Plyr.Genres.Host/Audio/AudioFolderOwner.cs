using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Which database the audio folder belongs to. A file that this database doesn't know may be another one's only copy, so whoever the
/// folder doesn't belong to removes nothing from it.
/// </summary>
internal sealed class AudioFolderOwner(AudioStore audio, HostSettings settings, ILogger<AudioFolderOwner> logger)
{
    private const string FileName = "database.txt";

    private string MarkPath => Path.Combine(settings.AudioFolder, FileName);

    /// <summary>A database in the data folder moves with it, so its name is the path from there.</summary>
    private string Database => settings.Postgres is { } address ? $"postgres: {address}" : $"sqlite: {Path.GetRelativePath(settings.DataFolder, settings.DatabasePath)}";

    /// <summary>Gives an empty folder to this database, and says whether the folder is this database's.</summary>
    public bool Claim()
    {
        if (!File.Exists(MarkPath) && !audio.FileIds().Any())
            Write();
        if (IsOurs())
            return true;
        AudioLog.NotOurs(logger, settings.AudioFolder, settings.Database, MarkPath, Database);
        return false;
    }

    public bool IsOurs() => File.Exists(MarkPath) && File.ReadAllText(MarkPath).Trim() == Database;

    /// <summary>In one step, so that of two processes that begin at once the second reads what the first wrote.</summary>
    private void Write()
    {
        var temporary = $"{MarkPath}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(temporary, Database + Environment.NewLine);
            File.Move(temporary, MarkPath, overwrite: false);
        }
        catch (IOException) when (File.Exists(MarkPath))
        {
            File.Delete(temporary);
        }
    }
}
