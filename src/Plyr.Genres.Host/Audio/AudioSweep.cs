using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Deletes incomplete uploads of killed processes, and files without a track.</summary>
internal sealed class AudioSweep(
    AudioStore audio, AudioFolderOwner owner, AudioRemoval removal, ITrackCatalog catalog, HostSettings settings,
    TimeProvider time)
{
    /// <summary>The time without a write after which another process's upload counts as abandoned.</summary>
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await owner.ClaimAsync(cancellationToken);
        audio.RemoveIncoming(settings.Postgres is null ? DateTimeOffset.MaxValue : time.GetUtcNow() - UploadTimeout);
        foreach (var fileId in audio.FileIds())
        {
            if (await catalog.FindContentTypeAsync(fileId, cancellationToken) is null)
                await removal.RemoveIfUnusedAsync(fileId);
        }
    }
}
