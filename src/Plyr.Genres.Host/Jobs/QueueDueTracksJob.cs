using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>At the start and every minute: queues what is due and has no job.</summary>
[DisallowConcurrentExecution]
internal sealed class QueueDueTracksJob(ClassificationQueue queue) : IJob
{
    public static readonly JobKey Key = new("queue-due-tracks", "host");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await queue.EnqueueDueAsync(cancellationToken);
}
