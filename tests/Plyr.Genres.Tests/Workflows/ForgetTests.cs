using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 34)]
internal sealed class ForgetTests
{
    [Test]
    public async Task Our_keys_and_our_own_tags_go_in_one_write_and_everything_else_stays()
    {
        await using var flow = new Flow();
        flow.Put("""
            {"plays":7,"auto_tag":true,"genre_predictions":[],"genre_predictions_file_id":"a","genre_predictions_model":"m",
             "genre_auto_tags":{"file_id":"a","names":["dub","techno","gone"]},
             "genre_classification_failure":{"file_id":"a","reason":"audio_rejected","at":"2026-01-01T00:00:00Z"},
             "genre_classification_claim":{"file_id":"a","until":"2026-01-01T00:00:00Z"},"likes":[1]}
            """, tags: ["mine", "dub", "Techno"]);
        Assert.That(await flow.Genres.ForgetAsync(Flow.Id), Is.True);
        Assert.That(flow.Extra, Is.EqualTo("""{"plays":7,"likes":[1]}"""));
        Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "Techno"]), "a name that a person wrote anew is the person's");
        Assert.That(flow.Store.Updates, Is.EqualTo(1));
    }

    [Test]
    public async Task Unknown_track_is_not_found()
    {
        await using var flow = new Flow();
        Assert.That(await flow.Genres.ForgetAsync("nobody"), Is.False);
    }

    [Test]
    public async Task It_works_while_classification_is_switched_off_and_twice()
    {
        await using var flow = new Flow(options => options.Enabled = false);
        flow.Put(Flow.Stored("a", ("dub", 0.9)));
        Assert.That(
            (await flow.Genres.ForgetAsync(Flow.Id), await flow.Genres.ForgetAsync(Flow.Id), flow.Extra),
            Is.EqualTo((true, true, "{}")));
    }

    [Test]
    public async Task Answer_of_a_run_under_way_is_not_stored_after_forgetting()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Genres.ForgetAsync(Flow.Id);
        gate.Answer();
        Assert.That(
            await classification,
            Has.Property("Status").EqualTo(ClassificationStatus.Superseded).And.Property("ShouldRetry").False);
        Assert.That((flow.Extra, flow.Track.Tags.Count), Is.EqualTo(("{}", 0)));
    }

    [Test]
    public async Task Failure_of_a_run_under_way_is_not_recorded_after_forgetting()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Genres.ForgetAsync(Flow.Id);
        gate.Fail(GenreClassificationFailure.AudioRejected);
        await classification;
        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [Test]
    public async Task Failure_of_a_claimed_run_is_not_retried_after_forgetting()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true);
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Genres.ForgetAsync(Flow.Id);

        gate.Fail(GenreClassificationFailure.AudioRejected);
        var result = await classification;

        Assert.That(result.Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(result.ShouldRetry, Is.False);
    }

    [Test]
    public async Task An_answer_that_is_written_just_after_the_forgetting_write_is_refused()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        // The forgetting write (the first) is done, but the call has not returned from the store yet.
        var written = new TaskCompletionSource();
        flow.Store.AfterUpdate = number =>
        {
            if (number == 1)
            {
                gate.Answer();
                written.Task.Wait();
            }
            else
            {
                written.SetResult();
            }
        };
        await flow.Genres.ForgetAsync(Flow.Id);
        await classification;
        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [Test]
    public async Task An_answer_whose_write_failed_is_forgotten_too()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = number =>
        {
            if (number == 1)
                throw new TimeoutException();
        };
        await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id));
        await flow.Genres.ForgetAsync(Flow.Id);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task An_answer_whose_write_fails_after_the_forgetting_is_not_kept()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Genres.ForgetAsync(Flow.Id);
        flow.Store.BeforeUpdate = number =>
        {
            if (number == 2)
                throw new TimeoutException();
        };
        gate.Answer();
        await Assert.CatchAsync(() => classification);
        flow.Classifier.Answers(("dub", 0.9));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Extra.Predictions!.Single().Name, Is.EqualTo("dub"));
    }

    [Test]
    public async Task Later_classification_starts_a_new_run()
    {
        await using var flow = new Flow();
        flow.Put();
        await flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Genres.ForgetAsync(Flow.Id);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Run_forgotten_before_it_asks_neither_claims_nor_pays(bool claims)
    {
        await using var flow = new Flow(options => options.ClaimRuns = claims);
        flow.Put(Flow.Wanted());
        Task? forgotten = null;

        // The caller's own look is the first, that of his run the second.
        flow.Store.BeforeFind = number => forgotten = number == 2 ? flow.Genres.ForgetAsync(Flow.Id) : forgotten;
        Assert.That(
            await flow.Genres.ClassifyAsync(Flow.Id),
            Has.Property("Status").EqualTo(ClassificationStatus.Superseded).And.Property("ShouldRetry").False);
        await forgotten!;
        Assert.That((flow.Classifier.Calls, flow.Store.Updates, flow.Extra), Is.EqualTo((0, 1, "{}")));
    }

    [Test]
    public async Task Run_forgotten_before_its_claim_writes_no_claim_and_does_not_pay()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true);
        flow.Put();
        Task? forgotten = null;
        flow.Store.BeforeUpdate = number => forgotten = number == 1 ? flow.Genres.ForgetAsync(Flow.Id) : forgotten;
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Superseded));
        await forgotten!;
        Assert.That((flow.Classifier.Calls, flow.Extra), Is.EqualTo((0, "{}")));
    }

    [Test]
    public async Task Forced_caller_that_joined_a_forgotten_run_starts_none()
    {
        await using var flow = new Flow();
        flow.Put();
        Task? forgotten = null;
        Task<TrackClassification>? forced = null;
        flow.Store.BeforeFind = number =>
        {
            if (number != 2)
                return;
            forced = flow.Genres.ClassifyAsync(Flow.Id, force: true);
            forgotten = flow.Genres.ForgetAsync(Flow.Id);
        };
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        await forgotten!;
        Assert.That((await forced!).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task A_run_that_may_not_store_its_answer_gives_its_claim_back()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true);
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var claimed = flow.Extra;
        await flow.Genres.ForgetAsync(Flow.Id);

        // As if the forgetting write had been rolled back after it had decided.
        flow.Put(claimed);
        gate.Answer();
        await classification;
        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [Test]
    public async Task Request_after_forgetting_starts_a_run_when_the_old_one_has_ended()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var old = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Genres.ForgetAsync(Flow.Id);
        var later = flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(
            (await flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id))!.Status,
            Is.EqualTo(RecommendationStatus.NotAsked),
            "the old run's answer is not to be had");
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        flow.Classifier.Answers(("dub", 0.9));
        gate.Answer();
        Assert.That((await old).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That((await later).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Track.Extra.Predictions!.Single().Name, Is.EqualTo("dub"));
    }
}
