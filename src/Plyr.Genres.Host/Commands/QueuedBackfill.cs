using System.Text.Json;
using Plyr.Genres.Host.Jobs;

namespace Plyr.Genres.Host.Commands;

/// <summary>A backfill that the workers do: it is queued, and watched if that is asked for.</summary>
internal sealed class QueuedBackfill(IServiceProvider services, TextWriter output, bool json)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly BackfillQueue _queue = services.GetRequiredService<BackfillQueue>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    public async Task<int> RunAsync(BackfillOptions options, bool wait, CancellationToken cancellationToken)
    {
        var queued = await _queue.EnqueueAsync(options, ShowQueued, cancellationToken);
        var left = wait ? await WaitAsync(queued, cancellationToken) : default(long?);
        if (json)
            await output.WriteLineAsync(JsonSerializer.Serialize(new { queued = queued.Queued, already_queued = queued.Known, unclassified = left }));
        else
            await output.WriteLineAsync($"{queued.Queued} tracks queued, {queued.Known} were queued already.{(left is null ? "" : $" The workers are done; {left} tracks still need classification.")}");
        return left is > 0 ? ExitCodes.ClassificationFailed : ExitCodes.Done;
    }

    /// <summary>Watches the queue until it is empty, and says how many tracks are left over: those whose classification failed.</summary>
    private async Task<long> WaitAsync(QueuedTracks queued, CancellationToken cancellationToken)
    {
        var total = queued.Queued + queued.Known;
        var shown = -1L;
        while (await _queue.CountAsync(cancellationToken) is > 0 and var waiting)
        {
            // Uploads come in meanwhile, so there may be more than were handed over.
            var done = Math.Max(total - waiting, 0);
            if (done != shown && !json)
                await output.WriteLineAsync($"{done} of {total} done");
            shown = done;
            await Task.Delay(Pause, _time, cancellationToken);
        }

        return await services.GetRequiredService<ITrackExtraStore>().CountAsync(TrackFilter.NeedsClassification, cancellationToken);
    }

    private void ShowQueued(QueuedTracks sum)
    {
        if (!json && (sum.Queued + sum.Known) % 1000 == 0)
            output.WriteLine($"{sum.Queued} tracks queued");
    }
}
