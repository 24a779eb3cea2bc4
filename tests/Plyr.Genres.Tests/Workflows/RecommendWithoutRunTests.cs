using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Suggestions that never cost anything, for hosts that limit what strangers may cause.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class RecommendWithoutRunTests
{
    [Test]
    public async Task Request_without_run_reports_NotAsked_where_a_run_is_needed([Values] bool stale)
    {
        await using var flow = new Flow();
        flow.Put(stale ? Flow.Stored("old", ("polka", 0.9)) : null);
        await CheckAsync(flow, RecommendationStatus.NotAsked);
    }

    [Test]
    public async Task Fresh_predictions_are_served()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("techno", 0.8), ("house", 0.7)), tags: "Techno");
        await CheckAsync(flow, RecommendationStatus.Ready, "house");
    }

    [Test]
    public async Task A_failure_on_record_is_answered_as_such()
    {
        await using var flow = new Flow();
        flow.Put(
            """{"genre_classification_failure":{"file_id":"a","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00.000Z"}}""");
        await CheckAsync(flow, RecommendationStatus.Failed);
    }

    [Test]
    public async Task A_track_that_cools_down_is_answered_as_failed()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.ModelFailed);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(
            (await flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id))!.Failure,
            Is.EqualTo(GenreClassificationFailure.ModelFailed));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Switched_off_or_without_audio_no_run_would_be_needed([Values] bool enabled)
    {
        await using var flow = new Flow(options => options.Enabled = enabled);
        flow.Put(audio: null);
        await CheckAsync(flow, enabled ? RecommendationStatus.NoAudio : RecommendationStatus.Disabled);
    }

    [Test]
    public async Task A_run_under_way_is_joined_because_it_is_paid_for_already()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var first = flow.Genres.RecommendTagsAsync(Flow.Id);
        await gate.Listening;
        var joined = flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id);
        gate.Answer();
        Assert.That((await joined)!.Tags, Is.EqualTo((await first)!.Tags).And.Not.Empty);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Answer_stored_between_the_read_and_the_search_for_runs_is_returned()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeFind = number =>
        {
            if (number == 2)
                flow.Put(Flow.Stored("a", ("techno", 0.8)));
        };
        await CheckAsync(flow, RecommendationStatus.Ready, "techno");
    }

    [Test]
    public async Task An_unknown_track_is_null_and_a_limit_out_of_range_is_refused()
    {
        await using var flow = new Flow();
        Assert.That(await flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id), Is.Null);
        await Assert.ThatAsync(
            () => flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id, 0),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(
            () => flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id, 21),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        await Assert.ThatAsync(() => flow.Genres.RecommendTagsWithoutRunAsync(default), Throws.ArgumentException);
    }

    private static async Task CheckAsync(Flow flow, RecommendationStatus status, params string[] tags)
    {
        var answer = await flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer!.TrackId, Is.EqualTo(Flow.Id));
            Assert.That(answer.Status, Is.EqualTo(status));
            Assert.That(answer.Available, Is.EqualTo(status is not RecommendationStatus.Disabled));
            Assert.That(answer.Tags.Select(tag => tag.Name), Is.EqualTo(tags));
            Assert.That(flow.Classifier.Calls, Is.Zero, "paid runs");
        }
    }
}
