using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Storage.Postgres;

namespace Plyr.Genres.Host.Commands;

/// <summary>Queues a backfill for the workers, and waits until they have finished if requested.</summary>
internal sealed class QueuedBackfill(IServiceProvider services, TextWriter output, TextWriter error, bool json)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly BackfillQueue _queue = services.GetRequiredService<BackfillQueue>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    public async Task<int> RunAsync(BackfillOptions options, bool wait, CancellationToken cancellationToken)
    {
        // The job store's tables exist only if a worker was started before.
        await PostgresSchema.EnsureOwnTablesAsync(services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        var queued = await _queue.EnqueueAsync(options, ShowQueued, cancellationToken);
        var verdict = wait ? await WaitAsync(queued, options, cancellationToken) : null;
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new
            {
                queued = queued.Queued,
                already_queued = queued.Known,
                done = verdict?.Done,
                failed = verdict?.Failed,
                unclassified = verdict?.Left,
            }));
        }
        else
        {
            var result = verdict is null
                ? ""
                : $" The workers have finished: {verdict.Done} classified, {verdict.Failed} failed, "
                    + $"{verdict.Left} still to do.";
            await output.WriteLineAsync(
                $"{BackfillText.Tracks(queued.Queued)} queued, {queued.Known} were already queued.{result}");
        }

        var failed = verdict is null ? 0 : verdict.Failed + verdict.Left;
        if (failed == 0)
            return ExitCodes.Done;
        await error.WriteLineAsync(BackfillText.Failed(failed));
        return ExitCodes.ClassificationFailed;
    }

    /// <summary>Waits until the queue is empty.</summary>
    private async Task<QueuedVerdict> WaitAsync(
        QueuedTracks queued, BackfillOptions options, CancellationToken cancellationToken)
    {
        var total = queued.Queued + queued.Known;
        var shown = -1L;
        while (await _queue.CountAsync(cancellationToken) is > 0 and var waiting)
        {
            // Uploads are queued too, so more tracks may be waiting than this command has queued.
            var done = Math.Max(total - waiting, 0);
            if (done != shown)
                await error.WriteLineAsync($"{done}/{total} tracks finished");
            shown = done;
            await Task.Delay(Pause, _time, cancellationToken);
        }

        var model = services.GetRequiredService<IGenreClassifier>().Model;
        var isSimulated = services.GetRequiredService<IOptions<PlyrGenresOptions>>().Value.Replicate.Simulated;
        return await QueuedVerdict.JudgeAsync(
            services.GetRequiredService<ITrackExtraStore>(),
            queued.Files,
            track => (isSimulated || !track.Extra.IsSimulated)
                && (!options.OtherModelVersions || track.Extra.PredictionsModel == model),
            cancellationToken);
    }

    private void ShowQueued(QueuedTracks sum)
    {
        if ((sum.Queued + sum.Known) % 1000 == 0)
            error.WriteLine($"{sum.Queued} tracks queued");
    }
}
