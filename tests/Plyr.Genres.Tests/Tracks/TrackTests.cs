using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TrackTests
{
    private const string Predictions = """
        "genre_predictions": [{"name": "rock", "confidence": 0.5}], "genre_predictions_file_id": "f"
        """;

    private const string Failure = """
        "genre_classification_failure": {"file_id": "f", "reason": "audio_rejected", "at": "2026-01-02T03:04:05Z"}
        """;

    [Test]
    public void The_text_of_a_track_contains_no_signed_url()
    {
        var track = new Track
        {
            Id = 668,
            Audio = new Uri("https://audio.example/a.mp3?signature=secret"),
            Title = "private",
        };

        Assert.That(track.ToString(), Is.EqualTo("Track 668"));
    }

    [TestCase("f", null, Predictions, GenreState.Fresh)]
    [TestCase("transcoded", "f", Predictions, GenreState.Fresh)]
    [TestCase("f", null, Predictions + "," + Failure, GenreState.Fresh)]
    [TestCase("f", null, Failure, GenreState.Failed)]
    [TestCase("transcoded", "f", Failure, GenreState.Failed)]
    [TestCase("F", null, Predictions, GenreState.Stale)]
    [TestCase("g", "h", Predictions, GenreState.Stale)]
    [TestCase(null, null, Predictions, GenreState.Stale)]
    [TestCase(null, "f", Predictions, GenreState.Stale)]
    [TestCase("", "", """ "genre_predictions": [], "genre_predictions_file_id": "" """, GenreState.Stale)]
    [TestCase("f", "", """ "genre_predictions": [], "genre_predictions_file_id": "" """, GenreState.Stale)]
    [TestCase("", "f", Predictions, GenreState.Stale)]
    [TestCase("f", null, """ "genre_predictions": [] """, GenreState.Stale)]
    [TestCase("f", null, """ "genre_predictions_file_id": "f" """, GenreState.Missing)]
    [TestCase("f", null, """ "genre_predictions": 1, "genre_predictions_file_id": "f" """, GenreState.Missing)]
    [TestCase("g", null, Failure, GenreState.Missing)]
    [TestCase("f", null, "", GenreState.Missing)]
    [Property("Rule", 13)]
    public void The_state_belongs_to_the_current_file(
        string? fileId, string? originalFileId, string extra, GenreState state)
    {
        var track = new Track
        {
            Id = 1,
            FileId = fileId,
            OriginalFileId = originalFileId,
            Extra = TrackExtra.Parse($"{{{extra}}}"),
        };

        Assert.That(track.GenreState, Is.EqualTo(state));
    }

    [TestCase(Predictions, false)]
    [TestCase(Predictions + """, "genre_predictions_model": "1532" """, false)]
    [TestCase(Predictions + """, "genre_predictions_model": "simulated" """, true)]
    [TestCase(Predictions + """, "genre_predictions_model": "simulated", """ + Failure, false)]
    [TestCase(Predictions + """, "auto_tag": true""", true)]
    [TestCase(Failure, false)]
    [TestCase("", true)]
    [Property("Rule", 40)]
    public void Simulated_answers_need_a_real_model(string extra, bool needsRealModel)
    {
        var track = new Track
        {
            Id = 1,
            FileId = "f",
            Audio = new Uri("https://audio.example/a.mp3"),
            Extra = TrackExtra.Parse($"{{{extra}}}"),
        };

        Assert.That(TrackFilter.NeedsRealModel.Matches(track), Is.EqualTo(needsRealModel));
    }

    [Test]
    public void An_unknown_filter_is_refused() => Assert.That(
        () => ((TrackFilter)3).Matches(new Track { Id = 1 }),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains(
            "All, NeedsClassification or NeedsRealModel"));
}
