using System.Text.Json;
using Plyr.Genres.Host.Tagging;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows a backfill as a progress bar on a terminal, as plain lines elsewhere, or as JSON.</summary>
internal sealed class BackfillView
{
    private const int MaxExamples = 10;

    /// <summary>The width that leaves space for the numbers on a line of 80 characters.</summary>
    private const int BarWidth = 16;

    /// <summary>The interval of progress lines without a progress bar.</summary>
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly BackfillOptions _options;
    private readonly bool _json;
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly IAnsiConsole? _live;
    private TimeSpan _nextLine;
    private int _listed;

    private BackfillView(BackfillOptions options, bool json, bool live, TextWriter output, TextWriter error)
    {
        _options = options;
        _json = json;
        _output = output;
        _error = error;
        _live = live ? Terminal.For(output) : null;
    }

    public static BackfillView Create(
        BackfillOptions options, bool json, bool verbose, TextWriter output, TextWriter error) =>
        new(options, json, !json && !verbose && !options.DryRun && Terminal.Is(output), output, error);

    /// <summary>Writes a message.</summary>
    public void Note(string line)
    {
        if (_live is null)
            _error.WriteLine(line);
        else
            _live.WriteLine(line);
    }

    /// <summary>Runs the backfill and shows its progress.</summary>
    public async Task<BackfillReport> ShowAsync(Func<IProgress<BackfillProgress>, Task<BackfillReport>> run)
    {
        if (_json && _options.DryRun)
            await _output.WriteAsync("{\"tracks\":[");
        if (_live is null)
            return await run(new Sink(Show));
        var bar = _live.Progress().Columns(
            new ProgressBarColumn { Width = BarWidth },
            new PercentageColumn(),
            new TaskDescriptionColumn { Alignment = Justify.Left });
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask("waiting for the first track", maxValue: 1);
            return await run(new Sink(progress =>
            {
                task.MaxValue = Math.Max(progress.Total, 1);
                task.Value = progress.SoFar.Done;
                task.Description = Markup.Escape(BackfillText.Progress(progress));
            }));
        });
    }

    public async Task ShowReportAsync(BackfillReport report, FailureText failures)
    {
        if (_json)
        {
            var text = JsonSerializer.Serialize(report, CommandJson.Line);
            await _output.WriteLineAsync(_options.DryRun ? $"],\"report\":{text}}}" : text);
        }
        else
        {
            var lines = _options.Renormalize ? RenormalizeText.Summary(report) : BackfillText.Summary(report);
            foreach (var line in lines)
                await _output.WriteLineAsync(line);
        }

        if (BackfillText.Problem(report, failures) is { } problem)
            await _error.WriteLineAsync(problem);
    }

    private void Show(BackfillProgress progress)
    {
        var track = progress.Track;
        if (_options is { DryRun: true, Renormalize: true })
        {
            if (progress.Result is { Status: ClassificationStatus.Renormalized } result)
                ShowChange(track, result);
        }
        else if (_json && _options.DryRun)
        {
            WriteJson(new { track.Id, track.Title, track.Artist });
        }
        else if (_options.DryRun)
        {
            WriteLines(TextLines.Row($"{track.Id}", [Terminal.Title(track.Artist, track.Title)]));
        }
        else if (progress.SoFar.Duration >= _nextLine || progress.SoFar.Done == progress.Total)
        {
            _nextLine = progress.SoFar.Duration + LineInterval;
            _error.WriteLine(BackfillText.Progress(progress));
        }
    }

    /// <summary>Writes a change of a dry run: all of them as JSON, only examples as text.</summary>
    private void ShowChange(Track track, TrackClassification result)
    {
        if (_json)
        {
            WriteJson(new
            {
                track.Id,
                track.Title,
                track.Artist,
                Before = track.Extra.Predictions,
                After = result.Predictions,
                result.AddedTags,
                result.RemovedTags,
            });
        }
        else if (_listed++ < MaxExamples)
        {
            WriteLines(RenormalizeText.Change(track, result));
        }
    }

    private void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            _output.WriteLine(line);
    }

    private void WriteJson<T>(T track) =>
        _output.Write($"{(_listed++ > 0 ? "," : "")}{JsonSerializer.Serialize(track, CommandJson.Line)}");

    private sealed class Sink(Action<BackfillProgress> show) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => show(value);
    }
}
