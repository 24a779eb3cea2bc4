using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Commands;

/// <summary>The result of a queued backfill after the workers have finished.</summary>
/// <param name="Done">
/// The number of tracks that were classified, or were deleted or got other audio in the meantime.
/// </param>
/// <param name="Failed">The number of tracks with a recorded failure.</param>
/// <param name="Left">The number of tracks that still need classification, after temporary failures.</param>
internal sealed record QueuedVerdict(long Done, long Failed, long Left)
{
    /// <summary>Reads the queued tracks.</summary>
    /// <param name="store">The tracks.</param>
    /// <param name="files">The queued files.</param>
    /// <param name="isAnswer">Returns whether the predictions of a fresh track are what the backfill asked for.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<QueuedVerdict> JudgeAsync(
        ITrackExtraStore store,
        IReadOnlyList<QueuedFile> files,
        Func<Track, bool> isAnswer,
        CancellationToken cancellationToken)
    {
        var failed = 0L;
        var left = 0L;
        foreach (var file in files)
        {
            if (await store.FindAsync(file.TrackId, cancellationToken) is not { } track || !file.IsFileOf(track))
                continue;
            if (TrackFilter.NeedsClassification.Matches(track))
                left++;
            else if (track.GenreState == GenreState.Fresh && isAnswer(track))
                continue;
            else if (track.HasRecordedFailure())
                failed++;
            else if (track.Audio is not null)
                left++;
        }

        return new QueuedVerdict(files.Count - failed - left, failed, left);
    }
}
