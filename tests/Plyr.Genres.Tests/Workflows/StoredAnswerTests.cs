using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rules 9 to 14: the content of extra after an answer, and what it may have contained before.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class StoredAnswerTests
{
    [Test]
    public async Task An_answer_that_names_no_model_stores_none()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Run = (_, _) =>
            Task.FromResult(new GenreClassification { Labels = FakeClassifier.Ambient.Labels });
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Extra, Does.Contain("genre_predictions_file_id").And.Not.Contain("genre_predictions_model"));
    }

    [Test]
    [Property("Rule", 9), Property("Rule", 11)]
    public async Task An_answer_is_stored_under_the_keys_that_the_original_reads()
    {
        await using var flow = new Flow(options => options.TopN = 2);
        flow.Put();
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Extra, Is.EqualTo(
            """{"genre_predictions":[{"name":"electronic","confidence":0.8},{"name":"ambient","confidence":0.8}]"""
            + ""","genre_predictions_file_id":"a","genre_predictions_model":"model-1"}"""));
    }

    [Test]
    [Property("Rule", 12), Property("Defect", "B6")]
    public async Task Foreign_keys_stay_byte_for_byte_also_those_written_while_the_model_listens()
    {
        const string Foreign = "\"plays\": 1.50e2 , \"bluesky\":{\"genre_predictions\":[1],\"\\u00e4\":\"\\/\"}";
        await using var flow = new Flow();
        flow.Put("{" + Foreign + "}");
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Rows.UpdateAsync(
            Flow.Id,
            _ => new TrackChange { Extra = new Dictionary<string, string?> { ["written_meanwhile"] = "[null]" } });
        gate.Answer();
        await classification;
        Assert.That(
            flow.Extra,
            Does.Contain("\"plays\": 1.50e2").And
                .Contain("\"bluesky\":{\"genre_predictions\":[1],\"\\u00e4\":\"\\/\"}").And
                .Contain("\"written_meanwhile\":[null]"));
    }

    [Test]
    [Property("Rule", 13)]
    public async Task A_row_written_by_the_original_is_served_and_settled_as_it_is()
    {
        await using var flow = new Flow();
        flow.Put(
            """{"album_id":"x","auto_tag":true,"genre_predictions":[{"name":"drone","confidence":0.4102},"""
            + """{"name":"ambient","confidence":0.1999}],"genre_predictions_file_id":"a"}""");
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Tags,
            Is.EqualTo([new RecommendedTag("drone", 0.4102), new RecommendedTag("ambient", 0.1999)]));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).AddedTags, Is.EqualTo(["drone"]));
        Assert.That(
            flow.Extra,
            Does.StartWith(
                """{"album_id":"x","genre_predictions":[{"name":"drone","confidence":0.4102},"""
                + """{"name":"ambient","confidence":0.1999}],"genre_predictions_file_id":"a","genre_auto_tags":"""));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [TestCase("""{"genre_predictions":"jazz","genre_predictions_file_id":"a"}""", "genre_predictions")]
    [TestCase(
        """{"genre_predictions":[{"name":"jazz","confidence":"high"}],"genre_predictions_file_id":"a"}""",
        "genre_predictions")]
    [TestCase("""{"genre_predictions":[],"genre_predictions_file_id":7}""", "genre_predictions_file_id")]
    [TestCase("""{"genre_classification_failure":[]}""", "genre_classification_failure")]
    [TestCase("""{"genre_auto_tags":{"file_id":"a"}}""", "genre_auto_tags")]
    [TestCase("""{"genre_classification_claim":"me"}""", "genre_classification_claim")]
    [Property("Rule", 12)]
    public async Task A_key_in_an_unexpected_shape_counts_as_absent_with_a_warning(string extra, string key)
    {
        await using var flow = new Flow();
        flow.Put(extra);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Logs.Entries, Has.Some.Matches<(LogLevel Level, string? Name, string Text)>(entry =>
            entry is { Level: LogLevel.Warning, Name: "ExtraKeyUnreadable" }
                && entry.Text.Contains($"'{key}'", StringComparison.Ordinal)));
    }

    [TestCase("[1]")]
    [TestCase("7")]
    [TestCase("{broken")]
    [Property("Rule", 12)]
    public async Task An_extra_that_is_no_object_counts_as_empty_with_a_warning(string extra)
    {
        await using var flow = new Flow();
        flow.Put(extra);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(
            flow.Logs.Entries,
            Has.Some.Matches<(LogLevel Level, string? Name, string Text)>(
                entry => entry is { Level: LogLevel.Warning, Name: "ExtraUnreadable" }));
        Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Fresh));
    }

    [Test]
    [Property("Rule", 14), Property("Defect", "B4")]
    public async Task An_answer_for_replaced_audio_is_refused_and_starts_no_cool_down()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        flow.ReplaceAudio("b");
        gate.Answer();
        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Extra, Is.EqualTo(Flow.Wanted()));
        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        Assert.That((await flow.Genres.RecommendTagsAsync(Flow.Id))!.Status, Is.EqualTo(RecommendationStatus.Ready));
    }

    [Test]
    [Property("Rule", 14)]
    public async Task A_track_deleted_while_the_model_listens_is_not_found()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var recommendations = flow.Genres.RecommendTagsAsync(Flow.Id);
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        flow.Rows.Remove(Flow.Id);
        gate.Answer();
        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.NotFound));
        Assert.That(await recommendations, Is.Null);
        Assert.That(flow.Find(Flow.Id), Is.Null);
    }
}
