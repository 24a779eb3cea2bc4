using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// What a queued classification looks like: one persisted job per track and file, and the triggers that start it.
/// </summary>
internal static class ClassificationJobs
{
    /// <summary>Uploads, for which somebody waits.</summary>
    public const string UploadGroup = "upload";

    /// <summary>
    /// Queued backfills, for which nobody does. Their runs are limited, so that uploads find a free place.
    /// </summary>
    public const string BackfillGroup = "backfill";

    public static IJobDetail JobFor(long trackId, string fileId, bool retryFailure = false, bool onlyIfDue = false) =>
        JobBuilder.Create<ClassifyTrackJob>()
        .WithIdentity(ClassificationJobKey.For(trackId, fileId))
        .RequestRecovery()
        .UsingJobData(ClassifyTrackJob.TrackIdKey, trackId)
        .UsingJobData(ClassifyTrackJob.FileIdKey, fileId)
        .UsingJobData(ClassifyTrackJob.RetryFailureKey, retryFailure)
        .UsingJobData(ClassifyTrackJob.OnlyIfDueKey, onlyIfDue)
        .Build();

    /// <summary>The first trigger of a job, which has the job's name: there is one.</summary>
    public static ITrigger FirstTrigger(JobKey job, string group, DateTimeOffset start) =>
        TriggerBuilder.Create().WithIdentity(
            job.Name, job.Group).ForJob(job).StartAt(start).WithExecutionGroup(group).Build();

    /// <summary>One more trigger of a job that goes on later.</summary>
    public static ITrigger FurtherTrigger(JobKey job, string? group, DateTimeOffset start) =>
        TriggerBuilder.Create().ForJob(job).StartAt(start).WithExecutionGroup(group).Build();
}
