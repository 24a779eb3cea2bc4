using System.Data.Common;
using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Queues classifications as persisted jobs.</summary>
internal sealed class ClassificationQueue(
    ISchedulerFactory schedulers, TimeProvider time, ILogger<ClassificationQueue> logger)
    : IClassificationQueue, ITransactionalQueue
{
    /// <inheritdoc/>
    public async Task EnqueueAsync(
        long trackId, string fileId, bool retryFailure, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await ScheduleAsync(scheduler, trackId, fileId, retryFailure, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task EnqueueAndCommitAsync(
        DbTransaction transaction, DueTrack track, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        // The enlistment ends after the commit, so that the scheduler is notified of a job that it can read.
        using (scheduler.EnlistTransaction(transaction))
        {
            await ScheduleAsync(scheduler, track.Id, track.FileId, retryFailure: false, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(long trackId, string fileId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);

        // DeleteJob throws if the job ends at the same time.
        await scheduler.DeleteJobs([ClassificationJobKey.For(trackId, fileId)], cancellationToken);
    }

    private async Task ScheduleAsync(
        IScheduler scheduler, long trackId, string fileId, bool retryFailure, CancellationToken cancellationToken)
    {
        var job = ClassificationJobs.JobFor(trackId, fileId, retryFailure, onlyIfDue: true);
        var now = time.GetUtcNow();
        try
        {
            var trigger = ClassificationJobs.FirstTrigger(job.Key, ClassificationJobs.UploadGroup, now);
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
            JobLog.Queued(logger, trackId);
        }
        catch (ObjectAlreadyExistsException)
        {
            JobLog.AlreadyQueued(logger, trackId);
            var trigger = ClassificationJobs.FurtherTrigger(
                job.Key, ClassificationJobs.UploadGroup, now, retryFailure);
            await BringForwardAsync(scheduler, trigger, cancellationToken);
        }
    }

    /// <summary>Starts a stored job earlier if it waits for its next attempt, or for its time in a backfill.</summary>
    private static async Task BringForwardAsync(
        IScheduler scheduler, ITrigger earlier, CancellationToken cancellationToken)
    {
        var triggers = await scheduler.QueryTriggers(new TriggerQuery { Job = earlier.JobKey }, cancellationToken);
        var waiting = triggers.Items.FirstOrDefault(trigger => trigger.NextFireTimeUtc > earlier.StartTimeUtc);
        if (waiting is not null)
            await scheduler.RescheduleJob(waiting.Key, earlier, cancellationToken);
    }
}
