using System.Text.Json;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Writes an audit as lines and tables, or as JSON.</summary>
/// <remarks>Each track is written immediately, so that memory does not grow with the number of tracks.</remarks>
internal sealed class AuditView(bool json, TextWriter output)
{
    private int _listed;

    /// <summary>Writes one track.</summary>
    public void Show(AuditedTrack track)
    {
        if (json)
        {
            var separator = _listed++ == 0 ? "{\"tracks\":[" : ",";
            output.Write($"{separator}{JsonSerializer.Serialize(track, CommandJson.Line)}");
            return;
        }

        foreach (var line in TextLines.Row($"{track.Id}", Describe(track)))
            output.WriteLine(line);
    }

    /// <summary>Writes the counts.</summary>
    /// <param name="report">The counts.</param>
    /// <param name="verbose">Whether the tracks were written too.</param>
    public void Show(AuditReport report, bool verbose)
    {
        if (!json)
        {
            var console = Terminal.For(output);
            console.Write(StateTable(report));
            if (report.Artists.Count > 0)
                console.Write(ArtistTable(report));
            return;
        }

        var text = JsonSerializer.Serialize(report, CommandJson.Line);
        var start = _listed == 0 ? "{\"tracks\":[" : "";
        output.WriteLine(verbose ? $"{start}],\"report\":{text}}}" : text);
    }

    private static IEnumerable<string> Describe(AuditedTrack track)
    {
        yield return Terminal.Title(track.Artist, track.Title);
        var created = track.CreatedAt is { } time ? $", created {time:yyyy-MM-dd}" : "";
        yield return $"{State(track)}{created}";
        if (track.AutoTags.Count > 0)
            yield return Terminal.Plain($"auto-tags: {string.Join(", ", track.AutoTags)}");
        yield return Terminal.Plain($"model: {track.Model ?? "unknown"}");
        if (track.FileId is { } file)
            yield return Terminal.Plain($"file: {file}");
    }

    private static string State(AuditedTrack track) => track.FailureReason is { } reason
        ? $"failed: {Terminal.Plain(reason)}"
        : $"{track.State}".ToLowerInvariant();

    private static Table StateTable(AuditReport report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("tracks").AddColumn(new TableColumn($"{report.Total}").RightAligned());
        table.AddRow("fresh", $"{report.Fresh}").AddRow("  without a genre", $"{report.Empty}");
        if (report.Simulated > 0)
            table.AddRow("  simulated", $"{report.Simulated}");
        table.AddRow("failed", $"{report.Failed}");
        foreach (var (reason, count) in report.FailedByReason)
            table.AddRow(new Text($"  {Terminal.Plain(reason)}"), new Text($"{count}"));
        table.AddRow("stale", $"{report.Stale}").AddRow("missing", $"{report.Missing}");
        return table.AddRow("auto-tagged", $"{report.AutoTagged}").AddRow("auto-tags pending", $"{report.Pending}");
    }

    private static Table ArtistTable(AuditReport report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("artist");
        foreach (var column in new[] { "processed", "fresh", "failed", "stale" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var artist in report.Artists)
        {
            table.AddRow(
                new Text(Terminal.Plain(artist.Artist ?? "(none)")),
                new Text($"{artist.Processed}"),
                new Text($"{artist.Fresh}"),
                new Text($"{artist.Failed}"),
                new Text($"{artist.Stale}"));
        }

        return table;
    }
}
