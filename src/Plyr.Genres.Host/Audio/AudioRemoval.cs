using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Removes a file that no track has any more, if the folder is this database's to remove from.</summary>
internal sealed class AudioRemoval(AudioStore audio, AudioFolderOwner owner, ITrackCatalog catalog)
{
    public async Task RemoveIfUnusedAsync(string fileId, CancellationToken cancellationToken)
    {
        if (await owner.IsOursAsync(cancellationToken))
            await catalog.RemoveAudioIfUnusedAsync(fileId, () => audio.Remove(fileId), cancellationToken);
    }
}
