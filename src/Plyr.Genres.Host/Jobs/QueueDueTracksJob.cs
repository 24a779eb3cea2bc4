using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// At the start and every minute: queues what is due and has no job. In SQLite the track's row and its job lie in
/// different transactions, so a process that dies between the two leaves such a track; and so does a job that finds
/// classification switched off.
/// </summary>
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
                if (
                    !await context.Scheduler.Exists(
                        ClassificationJobKey.For(track.Id, track.FileId), cancellationToken))
                    await queue.EnqueueAsync(track.Id, track.FileId, cancellationToken);
            }
        }
        while (page.Count == PageSize);
    }
}
