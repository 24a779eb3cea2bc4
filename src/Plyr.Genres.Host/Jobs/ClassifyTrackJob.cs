using System.Globalization;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Represents the job that classifies one file of one track.</summary>
/// <remarks>
/// A final outcome returns normally, which deletes the job. An exception makes Quartz retry it by the scheduler's
/// <see cref="RetryPolicy"/>; the last attempt returns normally too.
/// </remarks>
[DisallowConcurrentExecution]
internal sealed class ClassifyTrackJob(
    TrackGenres genres, IGenreClassifier classifier, ITrackCatalog catalog, AbandonedClaims claims, TimeProvider time,
    ILogger<ClassifyTrackJob> logger) : IJob
{
    public const string TrackIdKey = "trackId";
    public const string FileIdKey = "fileId";

    /// <summary>The key of the value that specifies whether to retry a recorded failure.</summary>
    public const string RetryFailureKey = "retryFailure";

    /// <summary>The key of the value that specifies whether to replace the predictions of another model.</summary>
    public const string OtherModelKey = "otherModel";

    /// <summary>
    /// The key of the value that specifies whether to skip a track whose classification is no longer due, for example
    /// because its genres were forgotten.
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

        if (!stored.ClassificationDue && IsSet(context, OnlyIfDueKey))
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
            // The new audio has another job. If the old audio is back, the row is still due.
            JobLog.Superseded(logger, trackId);
            return;
        }

        if (outcome.Status is ClassificationStatus.Disabled)
        {
            // The row is still due, and is queued again when classification is enabled.
            JobLog.SwitchedOff(logger, trackId);
            return;
        }

        if (outcome.Failure is { } failure)
        {
            // Stored before the track is settled, so that a settled track has its reason.
            var reason = new WaitingReason(FailureText.CodeOf(failure), Until: null);
            await catalog.SetWaitingAsync(trackId, fileId, reason, cancellationToken);
        }

        await catalog.SettleAsync(trackId, stored.AudioVersion, cancellationToken);
        if (outcome.Status is not ClassificationStatus.Failed)
            JobLog.Settled(logger, trackId, outcome.Status, outcome.AddedTags.Count);
        else if (await catalog.FindAsync(trackId, cancellationToken) is { } after && after.Track.HasRecordedFailure())
            JobLog.Recorded(logger, trackId, outcome.Failure);
        else
            JobLog.GivenUp(logger, trackId, outcome.Failure, context.RetryAttempt + 1);
    }

    /// <summary>Returns the final outcome, or null when another trigger continues the job later.</summary>
    private async Task<TrackClassification?> ClassifyAsync(
        IJobExecutionContext context, StoredTrack stored, CancellationToken cancellationToken)
    {
        var trackId = stored.Id;

        // A job that is recovered after its end finds predictions or a failure of this model, and must not pay again.
        var track = stored.Track;
        var mayRetry = !track.HasRecordedFailure() || IsSet(context, RetryFailureKey);
        var force = mayRetry && track.GenreState switch
        {
            GenreState.Failed => true,
            GenreState.Fresh => IsSet(context, OtherModelKey) && track.Extra.PredictionsModel != classifier.Model,
            _ => false,
        };
        var outcome = await genres.ClassifyAsync(trackId, force, cancellationToken);
        if (!outcome.ShouldRetry || outcome.Status is ClassificationStatus.Superseded)
            return outcome;
        if (outcome.RetryAfter is { } wait && wait > TimeSpan.Zero)
        {
            var start = time.GetUtcNow() + wait;
            if (!await TryContinueAtAsync(context, start, cancellationToken))
            {
                JobLog.NotDue(logger, trackId);
                return null;
            }

            // After the next attempt is scheduled, so that a user who reads the reason can start it now.
            if (outcome.Failure is { } failure)
                await TryStoreWaitingAsync(stored, new WaitingReason(FailureText.CodeOf(failure), start));
            JobLog.Waiting(logger, trackId, outcome.Failure, wait);
            return null;
        }

        if (context.RetryPolicy is not { } policy || context.RetryAttempt >= policy.MaxAttempts)
            return outcome;

        // RetryTimes reads the result.
        context.Result = outcome.Failure;
        JobLog.Retrying(logger, trackId, outcome.Failure, context.RetryAttempt + 1);
        throw new JobExecutionException(
            $"Track {trackId} could not be classified ({outcome.Failure}). The job is retried.");
    }

    private static bool IsSet(IJobExecutionContext context, string key) =>
        context.MergedJobDataMap.TryGetBoolean(key, out var value) && value;

    /// <summary>
    /// Schedules the job at the time that the service requested. This doesn't count as an attempt of the retry policy.
    /// </summary>
    /// <returns>False when the job was deleted while it ran, because the track's genres were forgotten.</returns>
    private static async Task<bool> TryContinueAtAsync(
        IJobExecutionContext context, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var job = context.JobDetail.Key;
        var trigger = ClassificationJobs.FurtherTrigger(
            job, context.Trigger.ExecutionGroup, start, IsSet(context, RetryFailureKey));
        try
        {
            await context.Scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
            return true;
        }
        catch (SchedulerException)
        {
            if (await context.Scheduler.Exists(job, cancellationToken))
                throw;
            return false;
        }
    }

    /// <summary>Stores why a job waits. An exception would make the scheduler schedule a second attempt.</summary>
    private async Task TryStoreWaitingAsync(StoredTrack stored, WaitingReason reason)
    {
        try
        {
            await catalog.SetWaitingAsync(stored.Id, stored.Track.FileId!, reason, CancellationToken.None);
        }
        catch (Exception exception)
        {
            JobLog.ReasonNotStored(logger, exception, stored.Id);
        }
    }

    /// <summary>
    /// Returns when the killed process started the job. If unknown, returns the maximum, so that no claim is released.
    /// </summary>
    private static DateTimeOffset FiredAt(IJobExecutionContext context) =>
        context.MergedJobDataMap.TryGetString(SchedulerConstants.FailedJobOriginalTriggerFireTime, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var fired)
            ? fired
            : DateTimeOffset.MaxValue;
}
