using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Queues the tracks of a backfill for the workers.</summary>
internal sealed class BackfillQueue(GenreBackfill backfill, ISchedulerFactory schedulers, TimeProvider time)
{
    // Storing jobs holds a lock that all workers need to acquire their next jobs.
    private const int BatchSize = 50;

    /// <summary>
    /// Queues the tracks to classify. A track with a queued or running job is not queued again.
    /// </summary>
    /// <remarks>
    /// The start times are spread according to the rate, so that the workers keep it without coordination. Tracks that
    /// are already queued count too, so that a concurrent backfill uses the same times.
    /// </remarks>
    public async Task<QueuedTracks> EnqueueAsync(
        BackfillOptions options, Action<QueuedTracks> progress, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var first = time.GetUtcNow();
        var runsPerMinute = options.RunsPerMinute ?? BackfillOptions.DefaultRunsPerMinute;
        var files = new List<QueuedFile>();
        var sum = new QueuedTracks(0, 0, files);
        var batches = backfill.ListAsync(options, cancellationToken).Chunk(BatchSize);
        await foreach (var tracks in batches.WithCancellation(cancellationToken))
        {
            var before = sum.Queued + sum.Known;
            var planned = tracks.Select((track, index) => Plan(track, StartOf(before + index), options)).ToArray();
            var queued = await EnqueueAsync(scheduler, planned, cancellationToken);
            files.AddRange(tracks.Select(track => QueuedFile.Of(NumberOf(track), track.FileId)));
            sum = sum with { Queued = sum.Queued + queued, Known = sum.Known + planned.Length - queued };
            progress(sum);
        }

        return sum;

        DateTimeOffset StartOf(long position) => first + TimeSpan.FromMinutes((double)position / runsPerMinute);
    }

    /// <summary>Returns the number of queued and running classifications, including those of uploads.</summary>
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
        var job = ClassificationJobs.JobFor(
            NumberOf(track), track.FileId ?? "", options.RetryFailures, options.OtherModelVersions);
        return (job, ClassificationJobs.FirstTrigger(job.Key, ClassificationJobs.BackfillGroup, start));
    }

    private static long NumberOf(Track track) =>
        track.Id.TryGetInt64(out var id)
            ? id
            : throw new InvalidOperationException($"The id of track {track.Id} is not a number.");

    /// <summary>
    /// Stores jobs and returns how many are new. They are stored together, or one by one if one exists already.
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
