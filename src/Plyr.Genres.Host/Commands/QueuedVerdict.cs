using Plyr.Genres.Host.Jobs;

namespace Plyr.Genres.Host.Commands;

/// <summary>The tracks of a queued backfill after the workers have finished; no other track counts.</summary>
/// <param name="Done">Classified, or deleted or given other audio in the meantime.</param>
/// <param name="Failed">A failure is recorded for the file.</param>
/// <param name="Left">
/// Still to do: a temporary failure lasted too long, or no worker was able to.
/// </param>
internal sealed record QueuedVerdict(long Done, long Failed, long Left)
{
    public static async Task<QueuedVerdict> JudgeAsync(
        ITrackExtraStore store, IReadOnlyList<QueuedFile> files, CancellationToken cancellationToken)
    {
        var (failed, left) = (0L, 0L);
        foreach (var file in files)
        {
            if (await store.FindAsync(file.TrackId, cancellationToken) is not { } track || !file.IsFileOf(track))
                continue;
            if (TrackFilter.NeedsClassification.Matches(track))
                left++;
            else if (track.GenreState == GenreState.Failed)
                failed++;
        }

        return new QueuedVerdict(files.Count - failed - left, failed, left);
    }
}
