using System.Globalization;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Classifies one file of one track.</summary>
/// <remarks>
/// What is final returns normally, so that its key is free again. A thrown exception is what makes Quartz try again by
/// the scheduler's <see cref="RetryPolicy"/>; the last try returns normally too.
/// </remarks>
[DisallowConcurrentExecution]
internal sealed class ClassifyTrackJob(
    TrackGenres genres, ITrackCatalog catalog, AbandonedClaims claims, TimeProvider time,
    ILogger<ClassifyTrackJob> logger) : IJob
{
    public const string TrackIdKey = "trackId";
    public const string FileIdKey = "fileId";

    /// <summary>Whether the failure that is on record for the file is to be tried again.</summary>
    public const string RetryFailureKey = "retryFailure";

    /// <summary>
    /// Whether the job is void once the row says that nothing is due, as an upload's is when somebody forgets the
    /// track's genres.
    /// </summary>
    public const string OnlyIfDueKey = "onlyIfDue";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var trackId = context.MergedJobDataMap.GetLong(TrackIdKey);
        var fileId = context.MergedJobDataMap.GetString(FileIdKey);
        var stored = await catalog.FindAsync(trackId, cancellationToken);
        if (stored is null || fileId is null || stored.Track.FileId != fileId)
        {
            JobLog.Superseded(logger, trackId);
            return;
        }

        if (
            !stored.ClassificationDue
                && context.MergedJobDataMap.TryGetBoolean(OnlyIfDueKey, out var onlyIfDue)
                && onlyIfDue)
        {
            JobLog.NotDue(logger, trackId);
            return;
        }

        if (context.Recovering)
        {
            JobLog.TakenOver(logger, trackId);
            await claims.ReleaseAsync(trackId, fileId, FiredAt(context), cancellationToken);
        }

        var outcome = await ClassifyAsync(context, stored, cancellationToken);
        if (outcome is null)
            return;
        if (outcome is { Status: ClassificationStatus.Superseded, ShouldRetry: true })
        {
            // The new audio has a job of its own, and if it is the old audio again, the row is still due.
            JobLog.Superseded(logger, trackId);
            return;
        }

        if (outcome.Status is ClassificationStatus.Disabled)
        {
            // The row is still due, and is queued again once classification is switched on.
            JobLog.SwitchedOff(logger, trackId);
            return;
        }

        await catalog.SettleAsync(trackId, stored.AudioVersion, cancellationToken);
        if (outcome.Status is not ClassificationStatus.Failed)
            JobLog.Settled(logger, trackId, outcome.Status, outcome.AddedTags.Count);
        else if (await catalog.FindAsync(trackId, cancellationToken) is { Track.GenreState: GenreState.Failed })
            JobLog.Recorded(logger, trackId, outcome.Failure);
        else
            JobLog.GivenUp(logger, trackId, outcome.Failure, context.RetryAttempt + 1);
    }

    /// <summary>The final outcome, or null when a later trigger takes over.</summary>
    private async Task<TrackClassification?> ClassifyAsync(
        IJobExecutionContext context, StoredTrack stored, CancellationToken cancellationToken)
    {
        var trackId = stored.Id;
        // Delivered again after its success it finds fresh predictions, and then there is nothing to force.
        var force = context.MergedJobDataMap.TryGetBoolean(RetryFailureKey, out var retry)
            && retry
            && stored.Track.GenreState == GenreState.Failed;
        var outcome = await genres.ClassifyAsync(trackId, force, cancellationToken);
        if (!outcome.ShouldRetry || outcome.Status is ClassificationStatus.Superseded)
            return outcome;
        if (outcome.RetryAfter is { } wait && wait > TimeSpan.Zero)
        {
            var start = time.GetUtcNow() + wait;
            if (outcome.Failure is { } failure)
                await catalog.SetWaitingAsync(
                    trackId, stored.Track.FileId!, new WaitingReason(FailureText.CodeOf(failure), start),
                    cancellationToken);
            await ContinueAtAsync(context, start, cancellationToken);
            JobLog.Waiting(logger, trackId, outcome.Failure, wait);
            return null;
        }

        if (context.RetryPolicy is not { } policy || context.RetryAttempt >= policy.MaxAttempts)
            return outcome;
        // Read by RetryTimes.
        context.Result = outcome.Failure;
        JobLog.Retrying(logger, trackId, outcome.Failure, context.RetryAttempt + 1);
        throw new JobExecutionException(
            $"Track {trackId} could not be classified ({outcome.Failure}); it is tried again.");
    }

    /// <summary>
    /// The service named the time, so a trigger for that time takes the place of the policy's; it is no try of the
    /// track's.
    /// </summary>
    private static async Task ContinueAtAsync(
        IJobExecutionContext context, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var trigger = ClassificationJobs.FurtherTrigger(
            context.JobDetail.Key, context.Trigger.ExecutionGroup, start);
        await context.Scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
    }

    /// <summary>When the job began whose process died; without its time no claim counts as that process's.</summary>
    private static DateTimeOffset FiredAt(IJobExecutionContext context) =>
        context.MergedJobDataMap.TryGetString(SchedulerConstants.FailedJobOriginalTriggerFireTime, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var fired)
            ? fired
            : DateTimeOffset.MaxValue;
}
