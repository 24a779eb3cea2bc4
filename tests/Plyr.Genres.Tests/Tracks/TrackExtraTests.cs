using System.Text;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>What is read out of <c>track.extra</c> (rules 9 to 13).</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TrackExtraTests
{
    [Test, Property("Rule", 9)]
    public void Every_key_of_ours_is_read()
    {
        var extra = TrackExtra.Parse("""
            {
              "album": {"genre_predictions": 1},
              "genre_predictions": [{"name": "ambient", "confidence": 0.1999}, {"confidence": 1, "name": "funk / soul", "more": [1]}],
              "genre_predictions_file_id": "f1", "genre_predictions_model": "v1", "auto_tag": true,
              "genre_auto_tags": {"file_id": "f0", "names": ["a", "b"]},
              "genre_classification_failure": {"file_id": "f2", "reason": "audio_rejected", "at": "2026-01-02T03:04:05Z"},
              "genre_classification_claim": {"file_id": "f3", "until": "2026-01-02T03:04:05.5+00:00"}
            }
            """);

        Assert.Multiple(() =>
        {
            Assert.That(
                extra.Predictions, Is.EqualTo(new GenrePrediction[] { new("ambient", 0.1999), new("funk / soul", 1) }));
            Assert.That(
                (extra.PredictionsFileId, extra.PredictionsModel, extra.AutoTag), Is.EqualTo(("f1", "v1", true)));
            Assert.That((extra.AutoTags!.FileId, string.Join('|', extra.AutoTags.Names)), Is.EqualTo(("f0", "a|b")));
            Assert.That(
                extra.Failure,
                Is.EqualTo(
                    new RecordedFailure(
                        "f2", "audio_rejected", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))));
            Assert.That(
                extra.Claim,
                Is.EqualTo(new RunClaim("f3", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 500, TimeSpan.Zero))));
            Assert.That(extra.UnreadableKeys, Is.Empty);
            Assert.That(extra.IsUnreadable, Is.False);
        });
    }

    [Test, Property("Rule", 9)]
    public void Document_of_the_original_system_is_read_completely()
    {
        var names = string.Join(
            ", ", Enumerable.Range(0, 395).Select(i => $$"""{"name": "genre {{i}}", "confidence": 0.5}"""));

        var extra = TrackExtra.Parse($$"""{"genre_predictions": [{{names}}], "genre_predictions_file_id": "f"}""");

        Assert.That(extra.Predictions, Has.Count.EqualTo(395));
        Assert.That(extra.PredictionsModel, Is.Null);
    }

    [TestCase("true", true)]
    [TestCase("false", false)]
    [TestCase("null", false)]
    [TestCase("1", false)]
    [TestCase("\"true\"", false)]
    [TestCase("[true]", false)]
    [TestCase("{\"auto_tag\": true}", false)]
    [Property("Rule", 10)]
    public void Only_JSON_true_asks_for_auto_tags(string value, bool asked)
    {
        var extra = TrackExtra.Parse($$"""{"auto_tag": {{value}}, "genre_predictions_model": "behind"}""");

        Assert.That(extra.AutoTag, Is.EqualTo(asked));
        Assert.That(extra.PredictionsModel, Is.EqualTo("behind"));
    }

    [TestCase("genre_predictions", "null")]
    [TestCase("genre_predictions", "{}")]
    [TestCase("genre_predictions", "[1]")]
    [TestCase("genre_predictions", "[[]]")]
    [TestCase("genre_predictions", "[{\"name\": \"a\"}]")]
    [TestCase("genre_predictions", "[{\"confidence\": 0.1}]")]
    [TestCase("genre_predictions", "[{\"name\": 1, \"confidence\": 0.1}]")]
    [TestCase("genre_predictions", "[{\"name\": \"a\", \"confidence\": \"0.1\"}]")]
    [TestCase("genre_predictions", "[{\"name\": \"a\", \"confidence\": 1.5}]")]
    [TestCase("genre_predictions", "[{\"name\": \"a\", \"confidence\": 1e999}]")]
    [TestCase("genre_predictions", "[{\"name\": \"\\ud83c\", \"confidence\": 0.1}]")]
    [TestCase("genre_predictions_file_id", "7")]
    [TestCase("genre_predictions_file_id", "\"\\ud83c\"")]
    [TestCase("genre_predictions_model", "[\"v\"]")]
    [TestCase("genre_auto_tags", "[]")]
    [TestCase("genre_auto_tags", "null")]
    [TestCase("genre_auto_tags", "{\"file_id\": \"f\"}")]
    [TestCase("genre_auto_tags", "{\"file_id\": \"f\", \"names\": [null]}")]
    [TestCase("genre_auto_tags", "{\"file_id\": \"f\", \"names\": [1]}")]
    [TestCase("genre_auto_tags", "{\"file_id\": \"f\", \"names\": [\"rock\", null]}")]
    [TestCase("genre_classification_failure", "\"audio_rejected\"")]
    [TestCase("genre_classification_failure", "{\"file_id\": \"f\", \"reason\": \"r\", \"at\": \"yesterday\"}")]
    [TestCase("genre_classification_claim", "{\"until\": \"2026-01-02T03:04:05Z\"}")]
    [Property("Rule", 12)]
    public void A_key_in_an_unexpected_shape_counts_as_absent_and_is_named(string key, string value)
    {
        var extra = TrackExtra.Parse($$"""{"{{key}}": {{value}}, "auto_tag": true}""");

        Assert.That(extra.UnreadableKeys, Is.EqualTo(new[] { key }));
        Assert.That(extra.AutoTag, Is.True, "what stands behind it is read");
        Assert.That(
            new object?[]
            {
                extra.Predictions,
                extra.PredictionsFileId,
                extra.PredictionsModel,
                extra.AutoTags,
                extra.Failure,
                extra.Claim,
            },
            Is.All.Null);
    }

    [TestCase("[]", true)]
    [TestCase("\"text\"", true)]
    [TestCase("7", true)]
    [TestCase("{", true)]
    [TestCase("{\"auto_tag\": true", true)]
    [TestCase("{\"auto_tag\": true} {}", true)]
    [TestCase("{\"auto_tag\": NaN}", true)]
    [TestCase("null", false)]
    [TestCase("", false)]
    [TestCase("  \r\n\t", false)]
    [TestCase(null, false)]
    [Property("Rule", 12)]
    public void An_extra_that_is_no_object_counts_as_empty(string? json, bool unreadable)
    {
        var extra = TrackExtra.Parse(json);

        Assert.That(extra.IsUnreadable, Is.EqualTo(unreadable));
        Assert.That(extra.AutoTag, Is.False);
        Assert.That(extra.Predictions, Is.Null);
    }

    [Test]
    public void A_byte_order_mark_white_space_escapes_and_any_depth_are_read()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 20_000)) + string.Concat(Enumerable.Repeat("]", 20_000));
        var extra = TrackExtra.Parse(
            Encoding.UTF8.GetBytes(
                $$"""{{'\ufeff'}}  {"deep": {{deep}}, "auto\u005ftag": true, "genre_predictions_model":"""
                + """ "\u0076\"1"}"""));

        Assert.That((extra.AutoTag, extra.PredictionsModel), Is.EqualTo((true, "v\"1")));
    }

    [Test]
    public void Record_of_no_auto_tags_is_read()
    {
        var extra = TrackExtra.Parse("""{"genre_auto_tags":{"file_id":"f","names":[]}}""");

        Assert.That(extra.AutoTags!.Names, Is.Empty);
        Assert.That(extra.UnreadableKeys, Is.Empty);
    }

    [TestCase("0")]
    [TestCase("1")]
    public void A_confidence_at_the_edge_is_read(string confidence) =>
        Assert.That(
            TrackExtra.Parse($$"""{"genre_predictions":[{"name":"rock","confidence":{{confidence}} }]}""").Predictions,
            Has.Count.EqualTo(1));
}
