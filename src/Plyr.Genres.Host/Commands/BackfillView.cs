using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows a backfill: a live bar on a terminal, plain lines elsewhere, JSON where it is asked for.</summary>
internal sealed class BackfillView(bool dryRun, bool json, bool live, TextWriter output, TextWriter error) : IDisposable
{
    private const int TracksPerLine = 100;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private bool _listed;

    public static BackfillView Create(BackfillOptions options, bool json, TextWriter output, TextWriter error) =>
        new(options.DryRun, json, !json && !options.DryRun && Terminal.Is(output), output, error);

    /// <summary>Runs the backfill under the eyes of whoever watches.</summary>
    public async Task<BackfillReport> ShowAsync(Func<IProgress<BackfillProgress>, Task<BackfillReport>> run)
    {
        if (json && dryRun)
            await output.WriteAsync("{\"tracks\":[");
        if (!live)
            return await run(new Sink(Line));
        var bar = AnsiConsole.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn());
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask("Looking for tracks", maxValue: 1);
            return await run(new Sink(progress =>
            {
                task.MaxValue = Math.Max(progress.Total, 1);
                task.Value = progress.Done;
                task.Description = Markup.Escape(Describe(progress));
            }));
        });
    }

    public async Task ShowReportAsync(BackfillReport report)
    {
        if (json)
        {
            await output.WriteLineAsync(dryRun ? $"],\"report\":{JsonSerializer.Serialize(report, Json)}}}" : JsonSerializer.Serialize(report, Json));
        }
        else if (report.DryRun)
        {
            await output.WriteLineAsync($"{report.Eligible} tracks to do, estimated cost {report.EstimatedCost:0.#####} dollars. The model was not asked.");
        }
        else
        {
            await output.WriteLineAsync($"{report.Classified} classified, {report.Empty} without a genre, {report.Settled} settled, {report.Skipped} skipped, {report.Failed.Values.Sum()} failed{Reasons(report.Failed)}.");
            await output.WriteLineAsync($"{report.Asked} runs, {report.BilledTime.TotalSeconds:0.##} s billed, estimated cost {report.Cost:0.#####} dollars, in {report.Duration:hh\\:mm\\:ss}. Last track: {report.LastId?.ToString() ?? "none"}.");
        }

        if (Problem(report) is { } problem)
            await error.WriteLineAsync(problem);
    }

    public void Dispose() => output.Flush();

    private void Line(BackfillProgress progress)
    {
        var track = progress.Track;
        if (json && dryRun)
        {
            output.Write($"{(_listed ? "," : "")}{JsonSerializer.Serialize(new { track.Id, track.Title, track.Artist }, Json)}");
            _listed = true;
        }
        else if (dryRun)
        {
            output.WriteLine($"{track.Id}  {track.Artist} - {track.Title}");
        }
        else if (!json && (progress.Done % TracksPerLine == 0 || progress.Done == progress.Total))
        {
            output.WriteLine(Describe(progress));
        }
    }

    private static string Describe(BackfillProgress progress) =>
        $"{progress.Done} of {progress.Total} done, {progress.Failed.Values.Sum()} failed, {progress.TracksPerMinute:0} a minute, "
        + $"{(progress.TimeLeft is { } left ? $"{left:hh\\:mm\\:ss} left" : "time left not known")}, {progress.Cost:0.#####} dollars";

    private static string Reasons(IReadOnlyDictionary<string, long> failed) =>
        failed.Count == 0 ? "" : $" ({string.Join(", ", failed.Select(pair => $"{pair.Key} {pair.Value}"))})";

    private static string? Problem(BackfillReport report) => report.End switch
    {
        BackfillEnd.Stopped => $"Stopped: {report.StoppedBy} meets every call. See to it and start again; what is done stays done.",
        BackfillEnd.StoreFailed => "Stopped: the database failed for ten tracks in a row. See to it and start again; what is done stays done.",
        BackfillEnd.Disabled => "Classification is switched off (REPLICATE_ENABLED), so no track was touched.",
        BackfillEnd.Canceled => "Interrupted. Start again to go on; what is done stays done.",
        _ => null,
    };

    private sealed class Sink(Action<BackfillProgress> show) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => show(value);
    }
}
