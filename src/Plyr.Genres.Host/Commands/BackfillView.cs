using System.Text.Json;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows a backfill: a live bar on a terminal, plain lines elsewhere, JSON where it is asked for.</summary>
internal sealed class BackfillView(
    BackfillOptions options, bool json, bool live, TextWriter output, TextWriter error) : IDisposable
{
    private const int MaxExamples = 10;
    private const int TracksPerLine = 100;
    private const int RenormalizedTracksPerLine = 10_000;

    /// <summary>The rest of a line of 80 characters is for the figures.</summary>
    private const int BarWidth = 16;

    private int _listed;

    public static BackfillView Create(BackfillOptions options, bool json, TextWriter output, TextWriter error) =>
        new(options, json, !json && !options.DryRun && Terminal.Is(output), output, error);

    /// <summary>Runs the backfill under the eyes of whoever watches.</summary>
    public async Task<BackfillReport> ShowAsync(Func<IProgress<BackfillProgress>, Task<BackfillReport>> run)
    {
        if (json && options.DryRun)
            await output.WriteAsync("{\"tracks\":[");
        if (!live)
            return await run(new Sink(Line));
        var bar = AnsiConsole.Progress().Columns(
            new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(),
            new TaskDescriptionColumn { Alignment = Justify.Left });
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask("looking for tracks", maxValue: 1);
            return await run(new Sink(progress =>
            {
                task.MaxValue = Math.Max(progress.Total, 1);
                task.Value = progress.SoFar.Done;
                task.Description = Markup.Escape(Describe(progress));
            }));
        });
    }

    public async Task ShowReportAsync(BackfillReport report)
    {
        if (json)
        {
            await output.WriteLineAsync(
                options.DryRun
                    ? $"],\"report\":{JsonSerializer.Serialize(report, CommandJson.Line)}}}"
                    : JsonSerializer.Serialize(report, CommandJson.Line));
        }
        else if (options.Renormalize)
        {
            foreach (var line in RenormalizeText.Summary(report))
                await output.WriteLineAsync(line);
        }
        else if (report.DryRun)
        {
            await output.WriteLineAsync(
                $"{report.Eligible} {(report.Eligible == 1 ? "track" : "tracks")} to do, "
                + $"for about ${report.EstimatedCost:0.#####}. The model was not asked.");
        }
        else
        {
            await output.WriteLineAsync(
                $"{report.Classified} classified, {report.Empty} without a genre, {report.Settled} settled, "
                + $"{report.Skipped} skipped, "
                + $"{report.Failed.Values.Sum()} failed{Reasons(report.Failed)}.");
            await output.WriteLineAsync(
                $"{report.Asked} {(report.Asked == 1 ? "run" : "runs")} of the model, "
                + $"{report.BilledTime.TotalSeconds:0.##} s billed, about ${report.Cost:0.#####}, "
                + $"in {Clock(report.Duration)}. Last track: {report.LastId?.ToString() ?? "none"}.");
        }

        if (Problem(report) is { } problem)
            await error.WriteLineAsync(problem);
    }

    public void Dispose() => output.Flush();

    private void Line(BackfillProgress progress)
    {
        var track = progress.Track;
        if (options is { DryRun: true, Renormalize: true })
        {
            if (progress.Result is { Status: ClassificationStatus.Renormalized } result)
                ShowChange(track, result);
        }
        else if (json && options.DryRun)
        {
            WriteJson(new { track.Id, track.Title, track.Artist });
        }
        else if (options.DryRun)
        {
            output.WriteLine($"{track.Id,8}  {Terminal.Plain(track.Artist)} - {Terminal.Plain(track.Title)}");
        }
        else if (
            !json
                && (
                    progress.SoFar.Done % (options.Renormalize ? RenormalizedTracksPerLine : TracksPerLine) == 0
                        || progress.SoFar.Done == progress.Total))
        {
            output.WriteLine(Describe(progress));
        }
    }

    /// <summary>Shows examples to a person, and every change to a program.</summary>
    private void ShowChange(Track track, TrackClassification result)
    {
        if (json)
            WriteJson(
                new
                {
                    track.Id,
                    track.Title,
                    track.Artist,
                    Before = track.Extra.Predictions,
                    After = result.Predictions,
                    result.AddedTags,
                    result.RemovedTags,
                });
        else if (_listed++ < MaxExamples)
            output.WriteLine(RenormalizeText.Change(track, result));
    }

    private void WriteJson<T>(T track) =>
        output.Write($"{(_listed++ > 0 ? "," : "")}{JsonSerializer.Serialize(track, CommandJson.Line)}");

    /// <summary>Fits behind the bar on a line of 80 characters.</summary>
    private static string Describe(BackfillProgress progress) =>
        $"{progress.SoFar.Done}/{progress.Total}, {progress.TracksPerMinute:0}/min, "
        + $"{(progress.TimeLeft is { } left ? Clock(left) : "?")} left, "
        + $"${progress.SoFar.Cost:0.0000}, {progress.SoFar.Failed.Values.Sum()} failed";

    private static string Clock(TimeSpan time) =>
        time < TimeSpan.FromHours(1) ? $"{time:m\\:ss}" : $"{(int)time.TotalHours}:{time:mm\\:ss}";

    private static string Reasons(IReadOnlyDictionary<string, long> failed) =>
        failed.Count == 0 ? "" : $" ({string.Join(", ", failed.Select(pair => $"{pair.Key} {pair.Value}"))})";

    private static string? Problem(BackfillReport report) => report.End switch
    {
        BackfillEnd.Stopped => 
            $"Stopped: every request fails with {report.StoppedBy}. Fix it and run the command again; completed "
            + "tracks are kept.",
        BackfillEnd.StoreFailed => 
            "Stopped: the database failed for ten tracks in a row. Fix it and run the command again; completed "
            + "tracks are kept.",
        BackfillEnd.Disabled => "Classification is disabled (REPLICATE_ENABLED), so no track was changed.",
        BackfillEnd.Canceled => "Interrupted. Run the command again to continue; completed tracks are kept.",
        _ when report.Failed.Count > 0 =>
            "Some tracks failed. Recorded failures are retried with --retry-failures only.",
        _ => null,
    };

    private sealed class Sink(Action<BackfillProgress> show) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => show(value);
    }
}
