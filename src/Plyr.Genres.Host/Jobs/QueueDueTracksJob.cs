using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// At the start and every minute: queues what is due and has no job. In SQLite the track's row and its job lie in different
/// transactions, so a process that dies between the two leaves such a track.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class QueueDueTracksJob(IClassificationQueue queue, ITrackCatalog catalog) : IJob
{
    public static readonly JobKey Key = new("queue-due-tracks", "host");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var due = await catalog.ListDueAsync(cancellationToken);
        if (due.Count == 0)
            return;
        var queued = new HashSet<JobKey>(await context.Scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(ClassificationJobKey.Group), cancellationToken));
        foreach (var track in due)
        {
            if (!queued.Contains(ClassificationJobKey.For(track.Id, track.FileId)))
                await queue.EnqueueAsync(track.Id, track.FileId, cancellationToken);
        }
    }
}
