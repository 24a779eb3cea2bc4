using System.CommandLine;
using System.Text.Json;
using Plyr.Genres.Host.Settings;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary><c>audit</c>: what is known about the genres of all tracks.</summary>
internal sealed class AuditCommand
{
    private readonly SettingOptions _settings = new();
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Lists each processed track too." };
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON instead of a table." };

    public Command Create(TextWriter output)
    {
        var command = new Command("audit", "Counts what is known about the genres of all tracks.") { _verbose, _json };
        _settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var settings =
            HostSettingsReader.Load(_settings.Read(parsed)) with { Role = HostRole.Command, RunJobs = false };
        var (verbose, json) = (parsed.GetValue(_verbose), parsed.GetValue(_json));
        await using var app = await HostApp.StartAsync(settings, cancellationToken: cancellationToken);

        // Tracks are written as the audit passes them, so that a million of them need no memory.
        var first = true;
        if (json)
            await output.WriteAsync(verbose ? "{\"tracks\":[" : "");
        var options = new AuditOptions { OnProcessedTrack = verbose ? Show : null };
        var report = await app.Services.GetRequiredService<GenreAudit>().RunAsync(options, cancellationToken);
        if (json)
            await output.WriteLineAsync(
                verbose
                    ? $"],\"report\":{JsonSerializer.Serialize(report, CommandJson.Line)}}}"
                    : JsonSerializer.Serialize(report, CommandJson.Line));
        else
            ShowTable(report, output);
        return ExitCodes.Done;

        void Show(AuditedTrack track)
        {
            if (json)
                output.Write($"{(first ? "" : ",")}{JsonSerializer.Serialize(track, CommandJson.Line)}");
            else
                output.WriteLine(
                    $"{track.Id,8}  {Terminal.Plain(track.Artist)} - {Terminal.Plain(track.Title)}  "
                    + $"{track.CreatedAt:yyyy-MM-dd}  {State(track)}  file {Terminal.Plain(track.FileId)}  "
                    + $"model {Terminal.Plain(track.Model ?? "not known")}  "
                    + $"own tags: {Terminal.Plain(string.Join(", ", track.AutoTags))}");
            first = false;
        }
    }

    private static string State(AuditedTrack track) => track.FailureReason is { } reason
        ? $"failed ({Terminal.Plain(reason)})"
        : $"{track.State}".ToLowerInvariant();

    private static void ShowTable(AuditReport report, TextWriter output)
    {
        var console = Terminal.For(output);
        var states = new Table { Border = TableBorder.Rounded };
        states.AddColumn("tracks").AddColumn(new TableColumn($"{report.Total}").RightAligned());
        states.AddRow("fresh", $"{report.Fresh}").AddRow("  of which empty", $"{report.Empty}");
        states.AddRow("failed", $"{report.Failed}");
        foreach (var (reason, count) in report.FailedByReason)
            states.AddRow(new Text($"  {Terminal.Plain(reason)}"), new Text($"{count}"));
        states.AddRow("stale", $"{report.Stale}").AddRow("missing", $"{report.Missing}");
        states.AddRow("auto-tagged", $"{report.AutoTagged}").AddRow("auto-tags pending", $"{report.Pending}");
        console.Write(states);

        var artists = new Table { Border = TableBorder.Rounded };
        artists.AddColumn("artist");
        foreach (var column in new[] { "processed", "fresh", "failed", "stale" })
            artists.AddColumn(new TableColumn(column).RightAligned());
        foreach (var artist in report.Artists)
        {
            artists.AddRow(
                new Text(Terminal.Plain(artist.Artist ?? "(none)")),
                new Text($"{artist.Processed}"),
                new Text($"{artist.Fresh}"),
                new Text($"{artist.Failed}"),
                new Text($"{artist.Stale}"));
        }

        console.Write(artists);
    }
}
