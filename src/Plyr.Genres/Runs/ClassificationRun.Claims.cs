using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Runs;

/// <content>Claims the run, so that several processes pay once.</content>
internal sealed partial class ClassificationRun
{
    /// <summary>How much longer than the deadline a claim is valid.</summary>
    public static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ClaimPollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Claims the track, or reads it again, just before the run is paid for.</summary>
    /// <exception cref="RunPreventedException">The track has changed, or has a result of another process.</exception>
    private async Task ClaimOrReadAgainAsync(AudioSource audio, CancellationToken cancellationToken)
    {
        if (_options.ClaimRuns)
        {
            await ClaimAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (audio.Url is null)
        {
            // The upload took time. A URL is sent right after the first read.
            var track = await services.Store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
            if (Check(track) is { } outcome)
                throw new RunPreventedException(outcome);
        }
    }

    /// <summary>Claims the run, or waits until another process has stored its result or lost its claim.</summary>
    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        var claim = new RunClaim(key.FileId, now + _options.Timeout + ClaimMargin);
        var decision = await services.Store.UpdateAsync(
            key.TrackId, track => TrackDecisions.Claim(track, claim, Check(track), now), cancellationToken)
            .ConfigureAwait(false);
        if (decision is null)
            throw new RunPreventedException(new RunOutcome(ClassificationStatus.NotFound));
        if (decision.Outcome is { } outcome)
            throw new RunPreventedException(outcome);
        if (decision.Other is { } other)
        {
            Log.WaitingForClaim(services.Logger, key.TrackId, other.Until);
            await WaitForAsync(other, other.Until - now, cancellationToken).ConfigureAwait(false);

            // Starts again with the track as it is now: a signed audio URL may have expired during the wait.
            throw new RunPreventedException(outcome: null);
        }

        _claim = claim;
    }

    private async Task WaitForAsync(RunClaim other, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        // By the monotonic clock: the wall clock may be set back during the wait.
        var start = services.Time.GetTimestamp();
        while (services.Time.GetElapsedTime(start) < timeLeft)
        {
            await Task.Delay(ClaimPollInterval, services.Time, cancellationToken).ConfigureAwait(false);
            var track = await services.Store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
            if (Check(track) is { } outcome)
                throw new RunPreventedException(outcome);

            // A run leaves a result or an expired claim, so another process has forgotten the track.
            if (track!.Extra is { Claim: null, Predictions: null, Failure: null })
                throw new RunPreventedException(RunOutcome.Forgotten);
            if (track.Extra.Claim != other)
                return;
        }
    }
}

/// <summary>Thrown just before a run is paid for, when the track has changed or has a result.</summary>
internal sealed class RunPreventedException(RunOutcome? outcome) : Exception("The run was not started.")
{
    /// <summary>Gets the outcome; null when the run must start again with the track as it is now.</summary>
    public RunOutcome? Outcome { get; } = outcome;
}
