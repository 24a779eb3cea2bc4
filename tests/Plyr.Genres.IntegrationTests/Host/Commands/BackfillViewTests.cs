using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>The progress of a backfill where there is no terminal.</summary>
[TestFixture]
internal sealed class BackfillViewTests
{
    private static readonly BackfillReport Ended = new() { End = BackfillEnd.Finished };

    [Test]
    public async Task Progress_is_written_at_the_first_track_every_ten_seconds_and_at_the_last()
    {
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var view = BackfillView.Create(new BackfillOptions(), json: false, verbose: false, output, error);

        await view.ShowAsync(progress =>
        {
            foreach (var (done, seconds) in new[] { (1, 2), (2, 3), (3, 11), (4, 12), (5, 13), (6, 30), (7, 31), (8, 32) })
                progress.Report(ProgressAt(done, seconds));
            return Task.FromResult(Ended);
        });

        Assert.That(
            error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..3]),
            Is.EqualTo(new[] { "1/8", "4/8", "6/8", "8/8" }));
        Assert.That(output.ToString(), Is.Empty);
    }

    [TestCase(
        GenreClassificationFailure.BillingRequired,
        "Replicate requires credit. Set up billing or buy credit, and wait a few minutes. Then run the command again")]
    [TestCase(
        GenreClassificationFailure.ModelNotUsable,
        "The model can't be used with its configuration. Correct what the message above names. Then run the command "
        + "again")]
    [TestCase(
        GenreClassificationFailure.ServiceUnavailable, "Replicate is unavailable. Run the command again later")]
    public void Stopped_backfill_names_the_reason_and_the_remedy(GenreClassificationFailure failure, string sentences)
    {
        var settings = HostSettingsReader.Read(new ConfigurationBuilder().Build()) with { Role = HostRole.Backfill };
        var report = Ended with { End = BackfillEnd.Stopped, StoppedBy = failure };

        Assert.That(
            BackfillText.Problem(report, new FailureText(settings)),
            Is.EqualTo($"Stopped: {sentences}; completed tracks are kept."));
    }

    private static BackfillProgress ProgressAt(long done, int seconds) => new()
    {
        Track = new Track { Id = done },
        SoFar = Ended with { Classified = done, Duration = TimeSpan.FromSeconds(seconds) },
        Total = 8,
    };
}
