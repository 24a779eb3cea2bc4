using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// Stores when the next attempt of a classification starts. The scheduler determines this time after the job has ended.
/// </summary>
internal sealed class RetryTimes(ITrackCatalog catalog, ILogger<RetryTimes> logger) : ITriggerListener
{
    public string Name => "retry-times";

    public async ValueTask TriggerComplete(
        ITrigger trigger,
        IJobExecutionContext context,
        SchedulerInstruction triggerInstructionCode,
        CancellationToken cancellationToken = default)
    {
        if (!context.RetryScheduled || context.Result is not GenreClassificationFailure failure)
            return;
        var trackId = context.MergedJobDataMap.GetLong(ClassifyTrackJob.TrackIdKey);
        var reason = new WaitingReason(FailureText.CodeOf(failure), trigger.NextFireTimeUtc);
        try
        {
            await catalog.SetWaitingAsync(
                trackId, context.MergedJobDataMap.GetString(ClassifyTrackJob.FileIdKey)!, reason, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An exception would prevent the scheduler from storing the retry, which it does after its listeners.
            JobLog.ReasonNotStored(logger, exception, trackId);
        }
    }
}
