using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Removes what a killed process left behind: half-received uploads, and files that were placed for a track that was never stored.</summary>
internal sealed class AudioSweep(AudioStore audio, ITrackCatalog catalog)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        audio.RemoveIncoming();
        foreach (var fileId in audio.FileIds())
        {
            if (await catalog.FindContentTypeAsync(fileId, cancellationToken) is null)
                await catalog.RemoveAudioIfUnusedAsync(fileId, () => audio.Remove(fileId), cancellationToken);
        }
    }
}
