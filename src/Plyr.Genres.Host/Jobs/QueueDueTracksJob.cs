using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Represents the job that queues the due tracks without a job, at the start and every minute.</summary>
/// <remarks>
/// Such tracks remain when a process is killed between the transactions of a row and its job in SQLite, and when
/// classification was disabled.
/// </remarks>
[DisallowConcurrentExecution]
internal sealed class QueueDueTracksJob(
    IClassificationQueue queue, ITrackCatalog catalog, IOptionsMonitor<PlyrGenresOptions> options) : IJob
{
    private const int PageSize = 200;

    public static readonly JobKey Key = new("queue-due-tracks", "host");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (!options.CurrentValue.Enabled)
            return;
        var after = long.MinValue;
        IReadOnlyList<DueTrack> page;
        do
        {
            page = await catalog.ListDueAsync(after, PageSize, cancellationToken);
            foreach (var track in page)
            {
                after = track.Id;
                var key = ClassificationJobKey.For(track.Id, track.FileId);
                if (!await context.Scheduler.Exists(key, cancellationToken))
                    await queue.EnqueueAsync(track.Id, track.FileId, retryFailure: false, cancellationToken);
            }
        }
        while (page.Count == PageSize);
    }
}
