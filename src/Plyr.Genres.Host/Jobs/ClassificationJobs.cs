using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Creates the persisted jobs of classifications and their triggers.</summary>
internal static class ClassificationJobs
{
    /// <summary>The execution group of uploads.</summary>
    public const string UploadGroup = "upload";

    /// <summary>The execution group of queued backfills. Its limit keeps a thread free for uploads.</summary>
    public const string BackfillGroup = "backfill";

    public static IJobDetail JobFor(
        long trackId, string fileId, bool retryFailure = false, bool otherModel = false, bool onlyIfDue = false) =>
        JobBuilder.Create<ClassifyTrackJob>()
            .WithIdentity(ClassificationJobKey.For(trackId, fileId))
            .RequestRecovery()
            .UsingJobData(ClassifyTrackJob.TrackIdKey, trackId)
            .UsingJobData(ClassifyTrackJob.FileIdKey, fileId)
            .UsingJobData(ClassifyTrackJob.RetryFailureKey, retryFailure)
            .UsingJobData(ClassifyTrackJob.OtherModelKey, otherModel)
            .UsingJobData(ClassifyTrackJob.OnlyIfDueKey, onlyIfDue)
            .Build();

    /// <summary>Creates the first trigger of a job, which has the job's key.</summary>
    public static ITrigger FirstTrigger(JobKey job, string group, DateTimeOffset start) =>
        TriggerBuilder.Create()
            .WithIdentity(job.Name, job.Group)
            .ForJob(job)
            .StartAt(start)
            .WithExecutionGroup(group)
            .Build();

    /// <summary>Creates another trigger of a stored job.</summary>
    /// <param name="job">The key of the job.</param>
    /// <param name="group">The execution group.</param>
    /// <param name="start">When the job starts.</param>
    /// <param name="retryFailure">Whether to retry a recorded failure, even if the stored job doesn't.</param>
    public static ITrigger FurtherTrigger(
        JobKey job, string? group, DateTimeOffset start, bool retryFailure = false)
    {
        var trigger = TriggerBuilder.Create().ForJob(job).StartAt(start).WithExecutionGroup(group);
        if (retryFailure)
            trigger.UsingJobData(ClassifyTrackJob.RetryFailureKey, true);
        return trigger.Build();
    }
}
