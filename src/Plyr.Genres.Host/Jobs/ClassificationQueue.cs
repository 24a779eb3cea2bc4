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
    public async Task EnqueueAsync(long trackId, string fileId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = ClassificationJobs.JobFor(trackId, fileId, onlyIfDue: true);
        await ScheduleAsync(scheduler, job, trackId, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task EnqueueNowAsync(StoredTrack stored, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = ClassificationJobs.JobFor(stored.Id, stored.Track.FileId!, retryFailure: true, onlyIfDue: true);
        if (await ScheduleAsync(scheduler, job, stored.Id, cancellationToken))
            return;
        if (stored.Waiting?.Until is not { } until || until <= time.GetUtcNow())
            return;

        // The job waits for its next attempt. Its first trigger exists only if the scheduler repeats it.
        var first = ClassificationJobs.FirstTrigger(job.Key, ClassificationJobs.UploadGroup, time.GetUtcNow());
        if (await scheduler.RescheduleJob(first.Key, first, cancellationToken) is null)
            await scheduler.ScheduleJob(first, cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public async Task EnqueueAndCommitAsync(
        DbTransaction transaction, DueTrack track, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        // The enlistment ends after the commit, so that the scheduler is notified of a job that it can read.
        using (scheduler.EnlistTransaction(transaction))
        {
            var job = ClassificationJobs.JobFor(track.Id, track.FileId, onlyIfDue: true);
            await ScheduleAsync(scheduler, job, track.Id, cancellationToken);
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

    /// <returns>Whether the job is new.</returns>
    private async Task<bool> ScheduleAsync(
        IScheduler scheduler, IJobDetail job, long trackId, CancellationToken cancellationToken)
    {
        try
        {
            var trigger = ClassificationJobs.FirstTrigger(job.Key, ClassificationJobs.UploadGroup, time.GetUtcNow());
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
            JobLog.Queued(logger, trackId);
            return true;
        }
        catch (ObjectAlreadyExistsException)
        {
            JobLog.AlreadyQueued(logger, trackId);
            return false;
        }
    }
}
