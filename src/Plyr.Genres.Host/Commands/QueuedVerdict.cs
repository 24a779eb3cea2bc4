using Plyr.Genres.Host.Jobs;

namespace Plyr.Genres.Host.Commands;

/// <summary>How the tracks of a queued backfill stand when the workers are done; no other track counts.</summary>
/// <param name="Done">Classified, or deleted or given other audio meanwhile, which is not this backfill's.</param>
/// <param name="Failed">It is on record that the file can't be classified.</param>
/// <param name="Left">
/// Still to do: a failure that passes by itself lasted too long, or a worker was not able to.
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
