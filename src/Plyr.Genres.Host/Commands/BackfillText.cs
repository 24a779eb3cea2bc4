using System.Globalization;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the texts about a backfill.</summary>
internal static class BackfillText
{
    /// <summary>Returns the progress, short enough for a line of 80 characters with the progress bar.</summary>
    public static string Progress(BackfillProgress progress)
    {
        var left = progress.TimeLeft is { } time ? Terminal.Clock(time) : "?";
        return $"{progress.SoFar.Done}/{progress.Total}, {progress.TracksPerMinute:0}/min, {left} left, "
            + $"{Dollars(progress.SoFar.Cost)}, {progress.SoFar.Failed.Values.Sum()} failed";
    }

    public static IEnumerable<string> Summary(BackfillReport report)
    {
        if (report.End is BackfillEnd.Disabled)
            yield break;
        if (report.DryRun)
        {
            yield return $"{Tracks(report.Eligible)} to do, for about {Dollars(report.EstimatedCost)}. "
                + "The model was not asked.";
        }
        else
        {
            yield return $"{Tracks(report.Classified)} classified, {report.Empty} without a genre, "
                + $"{report.Settled} auto-tagged from stored predictions, {report.Skipped} skipped, "
                + $"{report.Failed.Values.Sum()} failed{Reasons(report.Failed)}.";
            yield return $"The model was asked for {Tracks(report.Asked)}: "
                + $"{report.BilledTime.TotalSeconds:0.##} s billed, about {Dollars(report.Cost)}, "
                + $"in {Terminal.Clock(report.Duration)}. Last track: {report.LastId?.ToString() ?? "none"}.";
        }

        if (report.End is BackfillEnd.LimitReached)
            yield return "More tracks are left after the limit.";
    }

    /// <summary>Returns why the backfill is incomplete and what to do; null when it is complete.</summary>
    public static string? Problem(BackfillReport report, FailureText failures) => report.End switch
    {
        BackfillEnd.Stopped when report.StoppedBy is { } failure =>
            $"Stopped: {failures.Of(failure)} {Again(failure)}; completed tracks are kept.",
        BackfillEnd.StoreFailed =>
            "Stopped: the database failed for ten tracks in a row. Fix it and run the command again; completed "
            + "tracks are kept.",
        BackfillEnd.Disabled =>
            "Classification is disabled, so no track was changed. Set REPLICATE_ENABLED to true.",
        BackfillEnd.Canceled => "Interrupted. Run the command again to continue; completed tracks are kept.",
        _ when report.Failed.Count > 0 => Failed(report.Failed.Values.Sum()),
        _ => null,
    };

    /// <summary>Returns what to do about tracks that failed.</summary>
    public static string Failed(long count) =>
        $"{Tracks(count)} failed. Run the command again to retry {(count == 1 ? "it" : "them")}; recorded failures "
        + "also need --retry-failures.";

    public static string Tracks(long count) => count == 1 ? "1 track" : $"{count} tracks";

    public static string Dollars(decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $"${amount:0.#####}");

    private static string Again(GenreClassificationFailure failure) =>
        FailureText.StopsEverything(failure) ? "Then run the command again" : "Run the command again later";

    private static string Reasons(IReadOnlyDictionary<string, long> failed) =>
        failed.Count == 0 ? "" : $" ({string.Join(", ", failed.Select(pair => $"{pair.Value} {pair.Key}"))})";
}
