using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Which database the audio folder belongs to. A file that this database doesn't know may be another one's only copy,
/// so whoever the folder doesn't belong to neither removes anything from it nor puts anything there.
/// </summary>
/// <remarks>
/// The mark holds the database's own id. A name is none: what is made anew under the same name, because the former one
/// was lost, knows no file of the folder.
/// </remarks>
internal sealed class AudioFolderOwner(AudioStore audio, ITrackCatalog catalog, HostSettings settings)
{
    private const string FileName = "database.txt";
    private const string WhatToDo =
        $"Set {SettingNames.DataFolder} to another folder, or restore the database that the files belong to";

    private string MarkPath => Path.Combine(settings.AudioFolder, FileName);

    /// <summary>
    /// For people, and what the whole mark was before it held the id. A database in the data folder moves with it, so
    /// its name is the path from there.
    /// </summary>
    private string Name =>
        settings.Postgres is { } address
            ? $"postgres: {address}"
            : $"sqlite: {Path.GetRelativePath(settings.DataFolder, settings.DatabasePath)}";

    /// <summary>Gives the folder to this database if it is nobody's, and goes no further if it is another's.</summary>
    /// <exception cref="SettingsException">
    /// The folder belongs to another database, or holds files and none that this database knows.
    /// </exception>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var id = await catalog.ReadDatabaseIdAsync(cancellationToken);
        var mark = AudioFolderMark.Read(MarkPath);
        if (mark is null || mark == new AudioFolderMark(Name, null))
        {
            // Nothing but the files themselves says whose they are.
            if (audio.FileIds().Any() && !await KnowsAFileAsync(cancellationToken))
                throw new SettingsException(
                    $"The audio folder {settings.AudioFolder} holds files, and the database {settings.Database} "
                    + $"knows none of them, so they are another database's. {WhatToDo}, or move the files away.");
            Directory.CreateDirectory(settings.AudioFolder);
            new AudioFolderMark(Name, id).Write(MarkPath, overwrite: mark is not null);
        }

        Require(id);
    }

    /// <summary>For a process that only reads the files.</summary>
    /// <exception cref="SettingsException">The folder belongs to another database.</exception>
    public async Task RefuseOthersAsync(CancellationToken cancellationToken)
    {
        if (AudioFolderMark.Read(MarkPath) is { Id: not null })
            Require(await catalog.ReadDatabaseIdAsync(cancellationToken));
    }

    /// <summary>
    /// Asked anew each time: the mark and the database are files and servers, which somebody may exchange.
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
                + $"{settings.Database}, be it one of the same name that was made anew. "
                + $"{WhatToDo}; if this database is meant, delete {MarkPath}.");
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
