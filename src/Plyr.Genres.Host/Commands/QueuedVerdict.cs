using Plyr.Genres.Host.Jobs;

namespace Plyr.Genres.Host.Commands;

/// <summary>The result of a queued backfill after the workers have finished.</summary>
/// <param name="Done">
/// The number of tracks that were classified, or were deleted or got other audio in the meantime.
/// </param>
/// <param name="Failed">The number of tracks with a recorded failure.</param>
/// <param name="Left">The number of tracks that still need classification, after temporary failures.</param>
internal sealed record QueuedVerdict(long Done, long Failed, long Left)
{
    public static async Task<QueuedVerdict> JudgeAsync(
        ITrackExtraStore store, IReadOnlyList<QueuedFile> files, CancellationToken cancellationToken)
    {
        var failed = 0L;
        var left = 0L;
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
