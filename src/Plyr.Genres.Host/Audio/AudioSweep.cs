using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Removes what a killed process left: half-received uploads, and files that were placed for a track that was never
/// stored.
/// </summary>
internal sealed class AudioSweep(
    AudioStore audio, AudioFolderOwner owner, AudioRemoval removal, ITrackCatalog catalog, HostSettings settings,
    TimeProvider time)
{
    /// <summary>An upload of another process on the same folder writes more often than this.</summary>
    private static readonly TimeSpan OthersUploads = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await owner.ClaimAsync(cancellationToken);
        audio.RemoveIncoming(settings.Postgres is null ? DateTimeOffset.MaxValue : time.GetUtcNow() - OthersUploads);
        foreach (var fileId in audio.FileIds())
        {
            if (await catalog.FindContentTypeAsync(fileId, cancellationToken) is null)
                await removal.RemoveIfUnusedAsync(fileId);
        }
    }
}
