using Microsoft.Extensions.Logging;
using Plyr.Genres.Options;

namespace Plyr.Genres;

/// <summary>Rule 27: lets one of several processes over one store pay for a file, and the others wait for its answer.</summary>
internal sealed class RunClaims(TrackStore store, TimeProvider time, ILogger<TrackGenres> logger)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // No process claims for longer than the longest Timeout; what reaches further was written by a clock that was wrong.
    private static readonly TimeSpan LongestClaim = PlyrGenresOptionsValidator.MaxTimeout + Margin;

    /// <summary>Claims the run for this process, or waits until there is nothing left to do.</summary>
    /// <param name="key">What is to be classified.</param>
    /// <param name="settings">The settings of this run.</param>
    /// <param name="prevent">Why the model is not to be asked for a track as it is, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The outcome if there is nothing left to do, or else the track as it was when it was claimed.</returns>
    public async Task<(RunOutcome? Outcome, Track? Track)> ClaimAsync(
        RunKey key, PlyrGenresOptions settings, Func<Track?, RunOutcome?> prevent, CancellationToken cancellationToken)
    {
        while (true)
        {
            RunOutcome? outcome = new(ClassificationStatus.NotFound);
            RunClaim? other = null;
            Track? claimed = null;
            var written = await store.UpdateAsync(
                key.TrackId,
                track =>
                {
                    var now = time.GetUtcNow();
                    claimed = track;
                    outcome = prevent(track);
                    other = outcome is null ? OpenClaim(track, key.FileId, now) : null;
                    return outcome is null && other is null ? TrackDecisions.Claim(key.FileId, now + settings.Timeout + Margin) : null;
                },
                cancellationToken).ConfigureAwait(false);
            if (written)
                return (null, claimed);
            if (other is null)
                return (outcome ?? new RunOutcome(ClassificationStatus.NotFound), null);

            Log.WaitingForClaim(logger, key.TrackId, other.Until);
            if (await WaitAsync(key, other, prevent, cancellationToken).ConfigureAwait(false) is { } found)
                return (found, null);
        }
    }

    /// <summary>Reads the track again and again until the other process is done, failed, gave its claim back, or let it run out.</summary>
    private async Task<RunOutcome?> WaitAsync(RunKey key, RunClaim claim, Func<Track?, RunOutcome?> prevent, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
            var track = await store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
            if (prevent(track) is { } outcome)
                return outcome;
            if (track!.Extra.Claim != claim || claim.Until <= time.GetUtcNow())
                return null;
        }
    }

    private static RunClaim? OpenClaim(Track track, string fileId, DateTimeOffset now) =>
        track.Extra.Claim is { } claim && claim.FileId == fileId && claim.Until > now && claim.Until - now <= LongestClaim ? claim : null;
}
