using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Jobs;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class QueuedVerdictTests
{
    private const string Answered =
        """{"genre_predictions": [], "genre_predictions_file_id": "a", "genre_predictions_model": "this"}""";

    private const string Former =
        """{"genre_predictions": [], "genre_predictions_file_id": "a", "genre_predictions_model": "former"}""";

    private const string FailedBesideFormer =
        """
        {"genre_predictions": [], "genre_predictions_file_id": "a", "genre_predictions_model": "former",
         "genre_classification_failure": {"file_id": "a", "reason": "audio_rejected", "at": "2026-01-02T03:04:05Z"}}
        """;

    private const string FailedFirst =
        """
        {"genre_classification_failure": {"file_id": "a", "reason": "audio_rejected", "at": "2026-01-02T03:04:05Z"}}
        """;

    [TestCase(Answered, "done")]
    [TestCase(Former, "left")]
    [TestCase(FailedBesideFormer, "failed")]
    [TestCase(FailedFirst, "failed")]
    [TestCase("{}", "left")]
    public async Task Verdict_about_a_track(string extra, string expected)
    {
        var tracks = new InMemoryTrackExtraStore();
        tracks.Put(new Track { Id = 1, FileId = "a", Audio = new Uri("https://audio.example/a.mp3") }, extra);

        var verdict = await QueuedVerdict.JudgeAsync(
            tracks, [QueuedFile.Of(1, "a")], track => track.Extra.PredictionsModel == "this", CancellationToken.None);

        Assert.That(verdict, Is.EqualTo(expected switch
        {
            "done" => new QueuedVerdict(1, 0, 0),
            "failed" => new QueuedVerdict(0, 1, 0),
            _ => new QueuedVerdict(0, 0, 1),
        }));
    }
}
