using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Hands the tracks of a backfill to the workers.</summary>
internal sealed class BackfillQueue(GenreBackfill backfill, ISchedulerFactory schedulers, TimeProvider time)
{
    // Storing jobs holds the lock for which every worker waits before it takes its next ones.
    private const int BatchSize = 50;

    /// <summary>
    /// Queues what there is to do. A job that is there already, waiting or running, is the answer for its track.
    /// </summary>
    /// <remarks>
    /// The n-th track starts n divided by the rate minutes after the first, so that the workers keep to the rate
    /// without talking. A track that is queued already counts, so that a second backfill at the same time lays its
    /// tracks on the first one's times.
    /// </remarks>
    public async Task<QueuedTracks> EnqueueAsync(
        BackfillOptions options, Action<QueuedTracks> progress, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var first = time.GetUtcNow();
        var runsPerMinute = options.RunsPerMinute ?? BackfillOptions.DefaultRunsPerMinute;
        var files = new List<QueuedFile>();
        var sum = new QueuedTracks(0, 0, files);
        await foreach (
            var tracks in backfill.ListAsync(
                options, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            var before = sum.Queued + sum.Known;
            var planned = tracks.Select(
                (track, index) =>
                    Plan(
                        track, first + TimeSpan.FromMinutes((double)(before + index) / runsPerMinute),
                        options)).ToArray();
            var queued = await EnqueueAsync(scheduler, planned, cancellationToken);
            files.AddRange(tracks.Select(track => QueuedFile.Of(NumberOf(track), track.FileId)));
            sum = sum with { Queued = sum.Queued + queued, Known = sum.Known + planned.Length - queued };
            progress(sum);
        }

        return sum;
    }

    /// <summary>How many classifications are queued or running, uploads among them.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var query = new JobQuery
        {
            Group = GroupMatcher<JobKey>.GroupEquals(ClassificationJobKey.Group),
            Take = 0,
            IncludeTotalCount = true,
        };
        return (await scheduler.QueryJobs(query, cancellationToken)).TotalCount ?? 0;
    }

    private static (IJobDetail Job, ITrigger Trigger) Plan(Track track, DateTimeOffset start, BackfillOptions options)
    {
        var job = ClassificationJobs.JobFor(NumberOf(track), track.FileId ?? "", options.RetryFailures);
        return (job, ClassificationJobs.FirstTrigger(job.Key, ClassificationJobs.BackfillGroup, start));
    }

    private static long NumberOf(Track track) =>
        track.Id.TryGetInt64(out var id)
            ? id
            : throw new InvalidOperationException($"Track {track.Id} has an id that is no number.");

    /// <summary>
    /// How many of the jobs are new. They are stored together; where one is there already, one by one.
    /// </summary>
    private static async Task<int> EnqueueAsync(
        IScheduler scheduler, (IJobDetail Job, ITrigger Trigger)[] planned, CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.ScheduleJobs(
                planned.ToDictionary(pair => pair.Job, pair => (IReadOnlyCollection<ITrigger>)[pair.Trigger]),
                cancellationToken: cancellationToken);
            return planned.Length;
        }
        catch (ObjectAlreadyExistsException)
        {
            var queued = 0;
            foreach (var (job, trigger) in planned)
                queued += await EnqueueAsync(scheduler, job, trigger, cancellationToken) ? 1 : 0;
            return queued;
        }
    }

    private static async Task<bool> EnqueueAsync(
        IScheduler scheduler, IJobDetail job, ITrigger trigger, CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
            return true;
        }
        catch (ObjectAlreadyExistsException)
        {
            return false;
        }
    }
}
