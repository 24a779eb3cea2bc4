using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Removes a file that no track has any more, if the folder is this database's to remove from.</summary>
internal sealed partial class AudioRemoval(
    AudioStore audio, AudioFolderOwner owner, ITrackCatalog catalog, ILogger<AudioRemoval> logger)
{
    /// <summary>
    /// Removes the file unless a track has it. Never throws: what led here is stored or has failed already, and that is
    /// what the caller answers. A file that stays is removed by the next start.
    /// </summary>
    public async Task RemoveIfUnusedAsync(string fileId)
    {
        try
        {
            if (!AudioStore.IsFileId(fileId))
                LogNotAFileId(logger);
            else if (await owner.IsOursAsync(CancellationToken.None))
                await catalog.RemoveAudioIfUnusedAsync(fileId, () => audio.Remove(fileId), CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotRemoved(logger, exception, fileId);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "A track had a file id that is not one of this host's, so no file was "
        + "removed.", EventName = "NotAFileId")]
    private static partial void LogNotAFileId(ILogger logger);

    [LoggerMessage(41, LogLevel.Warning, "Audio file {FileId} was not removed; the next start removes "
        + "it.", EventName = "NotRemoved")]
    private static partial void LogNotRemoved(ILogger logger, Exception exception, string fileId);
}
