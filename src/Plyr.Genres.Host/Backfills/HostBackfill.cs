using System.Threading.Channels;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Backfills;

/// <summary>Runs backfills, and stores why tracks failed, as the jobs do.</summary>
internal sealed partial class HostBackfill(
    GenreBackfill backfill, ITrackCatalog catalog, ILogger<HostBackfill> logger)
{
    /// <summary>Runs a backfill. When the task completes, the failures are stored.</summary>
    public async Task<BackfillReport> RunAsync(
        BackfillOptions options, IProgress<BackfillProgress> progress, CancellationToken cancellationToken)
    {
        // The progress is reported synchronously, so the failures are stored by another task.
        var failed = Channel.CreateUnbounded<BackfillProgress>(new UnboundedChannelOptions { SingleReader = true });
        var storing = StoreAsync(failed.Reader);
        try
        {
            return await backfill.RunAsync(options, new Sink(progress, failed.Writer), cancellationToken);
        }
        finally
        {
            failed.Writer.Complete();
            await storing;
        }
    }

    private async Task StoreAsync(ChannelReader<BackfillProgress> failed)
    {
        await foreach (var progress in failed.ReadAllAsync())
        {
            var track = progress.Track;
            if (progress.Result?.Failure is not { } failure
                || !track.Id.TryGetInt64(out var id)
                || track.FileId is not { } fileId)
                continue;
            try
            {
                await catalog.SetFailureAsync(id, fileId, FailureText.CodeOf(failure), CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogNotStored(logger, exception, id);
            }
        }
    }

    [LoggerMessage(
        62,
        LogLevel.Warning,
        "The reason why track {TrackId} failed could not be stored.",
        EventName = "FailureNotStored")]
    private static partial void LogNotStored(ILogger logger, Exception exception, long trackId);

    /// <summary>Passes on the progress, and collects the tracks that failed.</summary>
    private sealed class Sink(IProgress<BackfillProgress> progress, ChannelWriter<BackfillProgress> failed)
        : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value)
        {
            if (value.Result?.Failure is not null)
                failed.TryWrite(value);
            progress.Report(value);
        }
    }
}
