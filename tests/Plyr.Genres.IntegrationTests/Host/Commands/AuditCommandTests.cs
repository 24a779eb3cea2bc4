using NUnit.Framework;
using Plyr.Genres.Host.Commands;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>The audit as a person starts it, beside a count by hand.</summary>
[TestFixture]
internal sealed class AuditCommandTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Test]
    [Property("Rule", 33)]
    public async Task The_audit_agrees_with_a_count_by_hand()
    {
        using var library = await SeededLibrary.CreateAsync(
            ("stale", 11), ("failed", 7), ("silent", 3), ("fresh", 20), ("empty", 4), ("wished", 5), ("tagged", 6),
            ("missing", 13));

        var result = await HostCommand.RunAsync(NoVariables, "audit", "--json", "--data", library.Path);

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        var report = result.Json;
        foreach (var (name, count) in new[] { ("total", 69), ("fresh", 35), ("empty", 4), ("failed", 7), ("stale", 11), ("missing", 16), ("auto_tagged", 6), ("pending", 5) })
            Assert.That(report.GetProperty(name).GetInt64(), Is.EqualTo(count), name);
        Assert.That(report.GetProperty("failed_by_reason").ToString(), Is.EqualTo("""{"audio_rejected":7}"""));
        foreach (var artist in report.GetProperty("artists").EnumerateArray())
        {
            var byHand = library.Scalar(
                $"SELECT count(*) FROM tracks WHERE artist = '{artist.Text("artist")}' "
                + "AND extra ->> 'genre_predictions_file_id' = file_id");
            Assert.That(artist.GetProperty("fresh").GetInt64(), Is.EqualTo(byHand));
        }

        Assert.That(
            report.GetProperty("artists").EnumerateArray().Sum(artist => artist.GetProperty("processed").GetInt64()),
            Is.EqualTo(53));
    }

    [Test]
    public async Task Verbose_lists_each_processed_track_with_its_state()
    {
        using var library = await SeededLibrary.CreateAsync(("tagged", 2), ("stale", 1), ("missing", 1));

        var json = await HostCommand.RunAsync(NoVariables, "audit", "--json", "--verbose", "--data", library.Path);
        var table = await HostCommand.RunAsync(NoVariables, "audit", "--verbose", "--data", library.Path);

        var tracks = json.Json.GetProperty("tracks").EnumerateArray().ToArray();
        var fresh = tracks.Where(track => track.Text("state") == "fresh").ToArray();
        Assert.That(tracks.Select(track => track.Text("state")), Is.EquivalentTo(new[] { "fresh", "fresh", "stale" }));
        Assert.That(fresh.Select(track => track.GetProperty("auto_tags").ToString()), Is.All.EqualTo("""["ambient"]"""));
        Assert.That(fresh.Select(track => track.Text("file_id")), Is.EquivalentTo(library.FilesOf("tagged")));
        Assert.That(json.Json.GetProperty("report").GetProperty("total").GetInt64(), Is.EqualTo(4));
        Assert.That(table.Output, Does.Contain("auto-tags: ambient").And.Contain("auto-tags pending"));
    }

    [Test]
    public async Task Verbose_list_fits_on_a_terminal_of_80_columns()
    {
        using var library = await SeededLibrary.CreateAsync(("tagged", 2), ("failed", 1));
        library.Scalar(
            "UPDATE tracks SET title = 'A rather long title of a song, as remasters have them (2026 remaster)'");

        var result = await HostCommand.RunAsync(NoVariables, "audit", "--verbose", "--data", library.Path);

        Assert.Multiple(() =>
        {
            Assert.That(result.Output.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(80));
            Assert.That(result.Output, Does.Contain("failed: audio_rejected"));
            Assert.That(result.Error, Does.StartWith("Reading the tracks of ").And.Not.Contain("info:"));
        });
    }

    [Test]
    public async Task Titles_can_not_command_the_terminal()
    {
        using var library = await SeededLibrary.CreateAsync(("tagged", 1));
        library.Scalar(
            "UPDATE tracks SET title = 'a' || char(27) || ']0;owned' || char(7), artist = char(27) || '[2J'");
        var result = await HostCommand.RunAsync(NoVariables, "audit", "--verbose", "--data", library.Path);
        Assert.That(result.Output.Where(char.IsControl).Distinct(), Is.EqualTo(new[] { '\n' }));
    }
}
