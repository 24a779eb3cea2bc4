using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>The table of rule 18, row by row.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 18)]
internal sealed class RecommendationStatusTests
{
    private static readonly string Stale = Flow.Stored("old", ("polka", 0.9));

    [Test]
    public async Task Fresh_predictions_are_served_without_the_model([Values] bool enabled, [Values] bool mayBeSent)
    {
        await using var flow = new Flow(options => options.Enabled = enabled);
        flow.Put(Flow.Stored("a", ("techno", 0.8)), audio: mayBeSent ? Flow.Audio : null);
        Check(
            flow,
            await flow.Genres.RecommendTagsAsync(Flow.Id),
            RecommendationStatus.Ready,
            available: true,
            runs: 0,
            "techno");
    }

    [Test]
    [Property("Defect", "C9")]
    public async Task A_fresh_empty_answer_is_served_without_the_model([Values] bool enabled, [Values] bool mayBeSent)
    {
        await using var flow = new Flow(options => options.Enabled = enabled);
        flow.Put(Flow.Stored("a"), audio: mayBeSent ? Flow.Audio : null);
        Check(
            flow, await flow.Genres.RecommendTagsAsync(Flow.Id), RecommendationStatus.Empty, available: true, runs: 0);
    }

    [Test]
    public async Task Missing_or_stale_predictions_are_asked_for_once([Values] bool stale)
    {
        await using var flow = new Flow();
        flow.Put(stale ? Stale : null);
        Check(
            flow,
            await flow.Genres.RecommendTagsAsync(Flow.Id, 2),
            RecommendationStatus.Ready,
            available: true,
            runs: 1,
            "electronic",
            "ambient");
        Check(
            flow,
            await flow.Genres.RecommendTagsAsync(Flow.Id, 2),
            RecommendationStatus.Ready,
            available: true,
            runs: 1,
            "electronic",
            "ambient");
    }

    [Test]
    [Property("Defect", "C9")]
    public async Task An_empty_answer_is_stored_and_not_paid_for_on_every_view()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Answers();
        Check(
            flow, await flow.Genres.RecommendTagsAsync(Flow.Id), RecommendationStatus.Empty, available: true, runs: 1);
        Check(
            flow, await flow.Genres.RecommendTagsAsync(Flow.Id), RecommendationStatus.Empty, available: true, runs: 1);
    }

    [Test]
    public async Task A_failure_of_the_model_is_a_status_with_its_reason(
        [Values] GenreClassificationFailure failure, [Values] bool stale)
    {
        await using var flow = new Flow();
        flow.Put(stale ? Stale : null);
        flow.Classifier.Fails(failure);
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);
        Check(flow, recommendations, RecommendationStatus.Failed, available: true, runs: 1);
        Assert.That(recommendations!.Failure, Is.EqualTo(failure));
    }

    [Test]
    public async Task A_failure_on_record_for_the_file_is_answered_without_the_model()
    {
        await using var flow = new Flow();
        flow.Put(
            """{"genre_classification_failure":{"file_id":"a","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00.000Z"}}""");
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);
        Check(flow, recommendations, RecommendationStatus.Failed, available: true, runs: 0);
        Assert.That(recommendations!.Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
    }

    [Test]
    public async Task A_failure_on_record_with_a_reason_of_a_later_version_counts_all_the_same()
    {
        await using var flow = new Flow();
        flow.Put(
            """{"genre_classification_failure":{"file_id":"a","reason":"too_loud","at":"2026-01-01T00:00:00.000Z"}}""");
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);
        Check(flow, recommendations, RecommendationStatus.Failed, available: true, runs: 0);
        Assert.That(recommendations!.Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
    }

    [Test]
    public async Task A_failure_on_record_for_replaced_audio_does_not_count()
    {
        await using var flow = new Flow();
        flow.Put(
            """{"genre_classification_failure":{"file_id":"old","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00.000Z"}}""");
        Check(
            flow,
            await flow.Genres.RecommendTagsAsync(Flow.Id, 1),
            RecommendationStatus.Ready,
            available: true,
            runs: 1,
            "electronic");
        Assert.That(flow.Track.Extra.Failure, Is.Null);
    }

    [Test]
    [Property("Defect", "B4")]
    public async Task Replaced_audio_stores_nothing_and_leaves_the_new_file_missing()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var answer = flow.Genres.RecommendTagsAsync(Flow.Id);
        await gate.Listening;
        flow.ReplaceAudio("b");
        gate.Answer();
        Check(flow, await answer, RecommendationStatus.Superseded, available: true, runs: 1);
        Assert.That(flow.Extra, Is.EqualTo("{}"));
        Assert.That(TrackFilter.NeedsClassification.Matches(flow.Track), Is.True);
    }

    [Test]
    public async Task Without_audio_that_may_be_sent_the_model_is_not_asked(
        [Values] bool stale, [Values] bool withoutFile)
    {
        await using var flow = new Flow();
        flow.Put(stale ? Stale : null, fileId: withoutFile ? null : "a", audio: withoutFile ? Flow.Audio : null);
        Check(
            flow,
            await flow.Genres.RecommendTagsAsync(Flow.Id),
            RecommendationStatus.NoAudio,
            available: true,
            runs: 0);
    }

    [Test]
    public async Task Switched_off_nothing_is_available_but_what_is_fresh([Values] bool stale, [Values] bool mayBeSent)
    {
        await using var flow = new Flow(options => options.Enabled = false);
        flow.Put(stale ? Stale : null, audio: mayBeSent ? Flow.Audio : null);
        Check(
            flow,
            await flow.Genres.RecommendTagsAsync(Flow.Id),
            RecommendationStatus.Disabled,
            available: false,
            runs: 0);
    }

    private static void Check(
        Flow flow,
        TagRecommendations? actual,
        RecommendationStatus status,
        bool available,
        int runs,
        params string[] tags)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual!.TrackId, Is.EqualTo(Flow.Id));
            Assert.That(actual.Status, Is.EqualTo(status));
            Assert.That(actual.Available, Is.EqualTo(available));
            Assert.That(actual.Tags.Select(tag => tag.Name), Is.EqualTo(tags));
            Assert.That(actual.Failure is not null, Is.EqualTo(status == RecommendationStatus.Failed));
            Assert.That(flow.Classifier.Calls, Is.EqualTo(runs), "paid runs");
        }
    }
}
