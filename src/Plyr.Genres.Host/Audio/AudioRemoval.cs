using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Deletes files that no track uses, if the audio folder belongs to this database.</summary>
internal sealed partial class AudioRemoval(
    AudioStore audio, AudioFolderOwner owner, ITrackCatalog catalog, ILogger<AudioRemoval> logger)
{
    /// <summary>
    /// Deletes the file unless a track uses it. Logs failures instead of throwing, because the request is already
    /// completed or has failed. The next start deletes remaining files.
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

    [LoggerMessage(
        40,
        LogLevel.Warning,
        "No audio file was deleted, because the track's file id is not one of this host.",
        EventName = "NotAFileId")]
    private static partial void LogNotAFileId(ILogger logger);

    [LoggerMessage(
        41,
        LogLevel.Warning,
        "Audio file {FileId} could not be deleted. The next start deletes it.",
        EventName = "NotRemoved")]
    private static partial void LogNotRemoved(ILogger logger, Exception exception, string fileId);
}
