using System.Text.Json;
using Plyr.Genres;

namespace Example.Backfill;

internal static class BackfillAndAudit
{
    public static async Task<decimal> EstimateAsync(GenreBackfill backfill, CancellationToken stopping)
    {
        // snippet: backfill-dry-run
        var estimate = await backfill.RunAsync(new BackfillOptions { DryRun = true }, cancellationToken: stopping);
        Console.WriteLine($"{estimate.Eligible} tracks, about {estimate.EstimatedCost:0.00} dollars");
        // end
        return estimate.EstimatedCost;
    }

    public static async Task<int> RunAsync(GenreBackfill backfill, CancellationToken stopping)
    {
        // snippet: backfill-run
        var options = new BackfillOptions { Concurrency = 10, RunsPerMinute = 300 };
        var report = await backfill.RunAsync(options, cancellationToken: stopping);
        Console.WriteLine(
            $"{report.Classified} classified, {report.Failed.Values.Sum()} failed, {report.Cost:0.00} dollars");
        return report.Succeeded ? 0 : 1;
        // end
    }

    public static async Task<BackfillReport> GoOnAsync(GenreBackfill backfill, CancellationToken stopping)
    {
        // snippet: backfill-in-parts
        TrackId? after = null;
        BackfillReport part;
        do
        {
            var options = new BackfillOptions { Limit = 1000, After = after };
            part = await backfill.RunAsync(options, cancellationToken: stopping);
            after = part.LastId ?? after;
        }
        while (part.End == BackfillEnd.LimitReached);
        // end
        return part;
    }

    public static async Task<BackfillReport> RenormalizeAsync(GenreBackfill backfill, CancellationToken stopping)
    {
        // snippet: backfill-renormalize
        var dryRun = new BackfillOptions { Renormalize = true, DryRun = true };
        var preview = await backfill.RunAsync(dryRun, cancellationToken: stopping);
        Console.WriteLine($"{preview.Renormalized} tracks would change, {preview.WithoutScores} have no kept scores.");

        var options = new BackfillOptions { Renormalize = true, ReapplyAutoTags = true };
        var renormalized = await backfill.RunAsync(options, cancellationToken: stopping);
        // end
        return renormalized;
    }

    public static async Task<string> AuditAsync(GenreAudit audit, CancellationToken stopping)
    {
        // snippet: audit
        var report = await audit.RunAsync(
            new AuditOptions
            {
                OnProcessedTrack = track => Console.WriteLine($"{track.Id} {track.Title}: {track.State}"),
            },
            stopping);
        var json = JsonSerializer.Serialize(report, PlyrGenresJsonContext.Default.AuditReport);
        // end
        return json;
    }
}
