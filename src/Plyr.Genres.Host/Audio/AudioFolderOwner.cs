using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Determines which database the audio folder belongs to. A file that this database doesn't know may be the only copy
/// of another database, so files are added and removed only in this database's own folder.
/// </summary>
/// <remarks>
/// The mark contains an id, because a new database with the name of a lost one knows no file of the folder.
/// </remarks>
internal sealed class AudioFolderOwner(AudioStore audio, ITrackCatalog catalog, HostSettings settings)
{
    private const string FileName = "database.txt";
    private const string WhatToDo =
        $"Set {SettingNames.DataFolder} to another folder, or restore the database that the files belong to";

    private string MarkPath => Path.Combine(settings.AudioFolder, FileName);

    /// <summary>
    /// Gets the database's name, which was the whole mark in earlier versions. A SQLite database moves with its data
    /// folder, so its name is the relative path.
    /// </summary>
    private string Name =>
        settings.Postgres is { } address
            ? $"postgres: {address}"
            : $"sqlite: {Path.GetRelativePath(settings.DataFolder, settings.DatabasePath)}";

    /// <summary>Marks the folder as this database's if it has no mark yet.</summary>
    /// <exception cref="SettingsException">
    /// The folder belongs to another database, or contains files of which this database knows none.
    /// </exception>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var id = await catalog.ReadDatabaseIdAsync(cancellationToken);
        var mark = AudioFolderMark.Read(MarkPath);
        if (mark is null || mark == new AudioFolderMark(Name, null))
        {
            // Without a mark, the owner can be determined by the files only.
            if (audio.FileIds().Any() && !await KnowsAFileAsync(cancellationToken))
            {
                throw new SettingsException(
                    $"The audio folder {settings.AudioFolder} contains files, none of which is in the database "
                    + $"{settings.Database}, so they belong to another database. {WhatToDo}, or move the files away.");
            }

            Directory.CreateDirectory(settings.AudioFolder);
            new AudioFolderMark(Name, id).Write(MarkPath, overwrite: mark is not null);
        }

        Require(id);
    }

    /// <summary>Checks the mark, for a process that only reads the files.</summary>
    /// <exception cref="SettingsException">The folder belongs to another database.</exception>
    public async Task RefuseOthersAsync(CancellationToken cancellationToken)
    {
        if (AudioFolderMark.Read(MarkPath) is { Id: not null })
            Require(await catalog.ReadDatabaseIdAsync(cancellationToken));
    }

    /// <summary>
    /// Returns whether the folder belongs to this database. The result is not cached, because the mark and the database
    /// may be replaced while the host runs.
    /// </summary>
    public async Task<bool> IsOursAsync(CancellationToken cancellationToken) =>
        AudioFolderMark.Read(MarkPath)?.Id is { } owner
            && owner == await catalog.ReadDatabaseIdAsync(cancellationToken);

    private void Require(string id)
    {
        var mark = AudioFolderMark.Read(MarkPath);
        if (mark?.Id != id)
        {
            throw new SettingsException(
                $"The audio folder {settings.AudioFolder} belongs to another database ('{mark?.Name}') than "
                + $"{settings.Database}, possibly an earlier one with the same name. "
                + $"{WhatToDo}; if this is the right database, delete {MarkPath}.");
        }
    }

    private async Task<bool> KnowsAFileAsync(CancellationToken cancellationToken)
    {
        foreach (var fileId in audio.FileIds())
        {
            if (await catalog.FindContentTypeAsync(fileId, cancellationToken) is not null)
                return true;
        }

        return false;
    }
}
