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
        await ScheduleAsync(scheduler, trackId, fileId, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task EnqueueAndCommitAsync(
        DbTransaction transaction, DueTrack track, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        // Ended after the commit, so that the scheduler is told of a job that it can see.
        using (scheduler.EnlistTransaction(transaction))
        {
            await ScheduleAsync(scheduler, track.Id, track.FileId, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task ScheduleAsync(
        IScheduler scheduler, long trackId, string fileId, CancellationToken cancellationToken)
    {
        var job = ClassificationJobs.JobFor(trackId, fileId, onlyIfDue: true);
        try
        {
            await scheduler.ScheduleJob(
                job, ClassificationJobs.FirstTrigger(job.Key, ClassificationJobs.UploadGroup, time.GetUtcNow()),
                cancellationToken: cancellationToken);
            JobLog.Queued(logger, trackId);
        }
        catch (ObjectAlreadyExistsException)
        {
            JobLog.AlreadyQueued(logger, trackId);
        }
    }
}
