using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Queues classifications as durable jobs.</summary>
internal sealed class ClassificationQueue(ISchedulerFactory schedulers, ITrackCatalog catalog, ILogger<ClassificationQueue> logger) : IClassificationQueue
{
    /// <inheritdoc/>
    public async Task EnqueueAsync(long trackId, string fileId, CancellationToken cancellationToken)
    {
        var key = ClassificationJobKey.For(trackId, fileId);
        var job = JobBuilder.Create<ClassifyTrackJob>()
            .WithIdentity(key)
            .RequestRecovery()
            .UsingJobData(ClassifyTrackJob.TrackIdKey, trackId)
            .UsingJobData(ClassifyTrackJob.FileIdKey, fileId)
            .Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key.Name, key.Group).StartNow().Build();
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
            JobLog.Queued(logger, trackId);
        }
        catch (ObjectAlreadyExistsException)
        {
            JobLog.AlreadyQueued(logger, trackId);
        }
    }

    /// <summary>
    /// Queues every track that is due and has no job. The track's row and its job lie in different transactions, so a process that
    /// dies between the two leaves such a track.
    /// </summary>
    public async Task EnqueueDueAsync(CancellationToken cancellationToken)
    {
        var due = await catalog.ListDueAsync(cancellationToken);
        if (due.Count == 0)
            return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var queued = new HashSet<JobKey>(await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(ClassificationJobKey.Group), cancellationToken));
        foreach (var track in due)
        {
            if (!queued.Contains(ClassificationJobKey.For(track.Id, track.FileId)))
                await EnqueueAsync(track.Id, track.FileId, cancellationToken);
        }
    }
}
