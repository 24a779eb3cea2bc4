using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Classifies one file of one track.</summary>
/// <remarks>
/// What is final returns normally, so that its key is free again. A thrown exception is what makes Quartz try again by the
/// scheduler's <see cref="RetryPolicy"/>; the last try returns normally too.
/// </remarks>
[DisallowConcurrentExecution]
internal sealed class ClassifyTrackJob(TrackGenres genres, ITrackCatalog catalog, TimeProvider time, ILogger<ClassifyTrackJob> logger) : IJob
{
    public const string TrackIdKey = "trackId";
    public const string FileIdKey = "fileId";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var trackId = context.MergedJobDataMap.GetLong(TrackIdKey);
        var stored = await catalog.FindAsync(trackId, cancellationToken);
        if (stored is null || stored.Track.FileId != context.MergedJobDataMap.GetString(FileIdKey))
        {
            JobLog.Superseded(logger, trackId);
            return;
        }

        var outcome = await ClassifyAsync(context, trackId, cancellationToken);
        if (outcome is null)
            return;
        if (outcome.Status is ClassificationStatus.Superseded)
        {
            // The new audio has a job of its own, and if it is the old audio again, the row is still due.
            JobLog.Superseded(logger, trackId);
            return;
        }

        await catalog.SettleAsync(trackId, stored.AudioVersion, cancellationToken);
        if (outcome.Status is ClassificationStatus.Failed)
            JobLog.GivenUp(logger, trackId, outcome.Failure, context.RetryAttempt + 1);
        else
            JobLog.Settled(logger, trackId, outcome.Status, outcome.AddedTags.Count);
    }

    /// <summary>The final outcome, or null when a later trigger takes over.</summary>
    private async Task<TrackClassification?> ClassifyAsync(IJobExecutionContext context, long trackId, CancellationToken cancellationToken)
    {
        var outcome = await genres.ClassifyAsync(trackId, cancellationToken: cancellationToken);
        if (!outcome.ShouldRetry || outcome.Status is ClassificationStatus.Superseded)
            return outcome;
        if (outcome.RetryAfter is { } wait && wait > TimeSpan.Zero)
        {
            await ContinueAfterAsync(context, wait, cancellationToken);
            JobLog.Waiting(logger, trackId, outcome.Failure, wait);
            return null;
        }

        if (context.RetryPolicy is not { } policy || context.RetryAttempt >= policy.MaxAttempts)
            return outcome;
        JobLog.Retrying(logger, trackId, outcome.Failure, context.RetryAttempt + 1);
        throw new JobExecutionException($"Track {trackId} could not be classified ({outcome.Failure}); it is tried again.");
    }

    /// <summary>The service named the time, so a trigger for that time takes the place of the policy's; it is no try of the track's.</summary>
    private async Task ContinueAfterAsync(IJobExecutionContext context, TimeSpan wait, CancellationToken cancellationToken)
    {
        var trigger = TriggerBuilder.Create()
            .ForJob(context.JobDetail.Key)
            .StartAt(time.GetUtcNow() + wait)
            .Build();
        await context.Scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
    }
}
