using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rule 27: two containers over one store, as two processes are, pay once.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 27)]
internal sealed class ClaimsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Life = PlyrGenresDefaults.Timeout + TimeSpan.FromSeconds(15);
    private static readonly RunClaim Released = new("a", DateTimeOffset.UnixEpoch);

    [Test]
    public async Task Two_processes_pay_once_and_both_get_the_answer()
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put(Flow.Wanted());
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        Assert.That(one.Track.Extra.Claim, Is.EqualTo(new RunClaim("a", one.Time.GetUtcNow() + Life)));

        var second = other.Genres.RecommendTagsAsync(Flow.Id);
        await one.Time.WhenTimerWaitsAsync(Interval);
        gate.Answer();
        await first;
        one.Time.Advance(Interval);
        Assert.That((await second)!.Tags.Select(tag => tag.Name), Is.EqualTo(["rock", "shoegaze"]));
        Assert.That((one.Classifier.Calls, one.Track.Extra.Claim), Is.EqualTo((1, default(RunClaim))));
        Assert.That(other.Logs.Entries.Select(entry => entry.Name), Does.Contain("WaitingForClaim"));
    }

    [Test]
    public async Task Waiting_process_reads_the_track_every_half_second()
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put();
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var second = other.Genres.ClassifyAsync(Flow.Id);
        for (var looks = 3; looks < 8; looks++)
        {
            await one.Time.WhenTimerWaitsAsync(Interval);
            Assert.That(other.Store.Finds, Is.EqualTo(looks - 1));
            one.Time.Advance(Interval);
        }

        await one.Time.WhenTimerWaitsAsync(Interval);
        gate.Answer();
        await first;
        one.Time.Advance(Interval);
        Assert.That((await second).Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That(one.Classifier.Calls, Is.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    [Property("Rule", 34)]
    public async Task A_run_stores_nothing_when_another_process_forgot_the_track(bool fails)
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put(tags: ["mine"]);
        var gate = one.Classifier.Holds();
        var classification = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        await other.Genres.ForgetAsync(Flow.Id);
        if (fails)
            gate.Fail(GenreClassificationFailure.AudioRejected);
        else
            gate.Answer();

        var result = await classification;
        Assert.That(result.Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(result.ShouldRetry, Is.False, "a forgotten track is not classified again by itself");
        Assert.That(one.Extra, Is.EqualTo("{}"));
        Assert.That(one.Track.Tags, Is.EqualTo(["mine"]));
    }

    [Test]
    public async Task Claim_of_the_longest_timeout_is_valid_from_its_first_moment()
    {
        await using var one = Longest();
        await using var other = Longest(one);
        one.Put();
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        var second = other.Genres.ClassifyAsync(Flow.Id);

        // Only so that a test that would hang fails.
        await one.Time.WhenTimerWaitsAsync(Interval).WaitAsync(TimeSpan.FromSeconds(30));
        gate.Answer();
        await first;
        one.Time.Advance(Interval);

        Assert.That((await second).Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
        Assert.That(one.Classifier.Calls, Is.EqualTo(1));

        static Flow Longest(Flow? shared = null) => new(
            options =>
            {
                options.ClaimRuns = true;
                options.Timeout = TimeSpan.FromHours(1);
            },
            shared);
    }

    [Test]
    [Property("Rule", 34)]
    public async Task Process_that_waits_for_a_claim_does_not_classify_a_forgotten_track()
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        await using var third = Claiming(one);
        one.Put();
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var second = other.Genres.ClassifyAsync(Flow.Id);
        await one.Time.WhenTimerWaitsAsync(Interval);

        await third.Genres.ForgetAsync(Flow.Id);
        gate.Answer();
        await first;
        one.Time.Advance(Interval);
        var result = await second;

        Assert.Multiple(() =>
        {
            Assert.That(result.Status, Is.EqualTo(ClassificationStatus.Superseded));
            Assert.That(result.ShouldRetry, Is.False, "a forgotten track is not classified again by itself");
            Assert.That(one.Classifier.Calls, Is.EqualTo(1));
            Assert.That(one.Extra, Is.EqualTo("{}"));
        });
    }

    [TestCase(GenreClassificationFailure.AudioRejected)]
    [TestCase(null)]
    public async Task Forced_run_that_waited_for_a_claim_asks_the_model(GenreClassificationFailure? failure)
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put();
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var second = other.Genres.ClassifyAsync(Flow.Id, force: true);
        await one.Time.WhenTimerWaitsAsync(Interval);

        if (failure is { } reason)
            gate.Fail(reason);
        else
            gate.Answer();
        await first;
        one.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        one.Time.Advance(Interval);

        Assert.That((await second).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(one.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failure_recorded_by_the_other_process_ends_the_wait()
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put();
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var second = other.Genres.ClassifyAsync(Flow.Id);
        await one.Time.WhenTimerWaitsAsync(Interval);
        gate.Fail(GenreClassificationFailure.AudioRejected);
        await first;
        one.Time.Advance(Interval);
        Assert.That((await second).Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That((one.Classifier.Calls, one.Track.Extra.Claim), Is.EqualTo((1, default(RunClaim))));
    }

    [TestCase(GenreClassificationFailure.ModelFailed)]
    [TestCase(GenreClassificationFailure.AudioUnreachable)]
    public async Task A_failed_run_gives_its_claim_back_and_the_other_process_tries(GenreClassificationFailure failure)
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put();
        var gate = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var second = other.Genres.ClassifyAsync(Flow.Id);
        await one.Time.WhenTimerWaitsAsync(Interval);
        gate.Fail(failure);
        await first;
        Assert.That(one.Track.Extra.Claim, Is.EqualTo(Released));
        one.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        one.Time.Advance(Interval);
        Assert.That((await second).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(one.Classifier.Calls, Is.EqualTo(2));
        Assert.That(one.Track.Extra.Claim, Is.Null);
    }

    [Test]
    public async Task A_wait_for_a_claim_ends_in_time_although_the_clock_is_set_back()
    {
        await using var flow = Claiming();
        flow.Put(Claim(flow, "a", TimeSpan.FromSeconds(1)));
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Time.WhenTimerWaitsAsync(Interval);
        flow.Time.WallClockOffset = TimeSpan.FromDays(-1);
        flow.Time.Advance(Interval);
        await flow.Time.WhenTimerWaitsAsync(Interval);
        flow.Time.Advance(Interval);

        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.Classified));
    }

    [Test]
    public async Task A_claim_of_a_process_that_died_holds_until_it_expires()
    {
        await using var flow = Claiming();
        flow.Put(Claim(flow, "a", TimeSpan.FromSeconds(1)));
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Time.WhenTimerWaitsAsync(Interval);
        flow.Time.Advance(Interval);
        await flow.Time.WhenTimerWaitsAsync(Interval);
        Assert.That(flow.Classifier.Calls, Is.Zero);
        flow.Time.Advance(Interval);
        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.Classified));
    }

    [TestCase("a", -1)]
    [TestCase("a", 0)]
    [TestCase("old", 60)]
    public async Task Expired_claims_and_claims_for_other_files_are_ignored(string fileId, int seconds)
    {
        await using var flow = Claiming();
        flow.Put(Claim(flow, fileId, TimeSpan.FromSeconds(seconds)));

        // A claim that held would be waited for with a clock that stands still: fail instead of hanging.
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id).WaitAsync(TimeSpan.FromSeconds(30))).Status,
            Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Track.Extra.Claim, Is.Null);
    }

    [Test]
    public async Task Audio_replaced_while_waiting_for_a_claim_ends_the_wait()
    {
        await using var flow = Claiming();
        flow.Put(Claim(flow, "a", TimeSpan.FromMinutes(1)));
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Time.WhenTimerWaitsAsync(Interval);
        flow.ReplaceAudio("b");
        flow.Time.Advance(Interval);
        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task A_track_made_private_when_the_claim_is_written_is_not_sent()
    {
        await using var flow = Claiming();
        flow.Put();
        flow.Store.BeforeUpdate = _ => flow.Put(audio: null);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.NoAudio));
        Assert.That((flow.Classifier.Calls, flow.Extra), Is.EqualTo((0, "{}")));
    }

    [Test]
    public async Task Track_deleted_before_its_claim_is_written_is_not_found()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true, store: rows => new VanishingStore(rows));
        flow.Put();
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.NotFound));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task Without_the_option_no_claim_is_written_or_heeded()
    {
        await using var flow = new Flow();
        flow.Put(Claim(flow, "a", TimeSpan.FromMinutes(1)));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That((flow.Classifier.Calls, flow.Store.Updates), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Without_the_option_an_answer_removes_the_claim_of_a_failed_run()
    {
        await using var one = Claiming();
        await using var other = new Flow(shared: one);
        one.Put();
        one.Classifier.Fails(GenreClassificationFailure.ModelFailed);
        await one.Genres.ClassifyAsync(Flow.Id);
        Assert.That(one.Track.Extra.Claim, Is.EqualTo(Released));
        one.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        await other.Genres.ClassifyAsync(Flow.Id);
        Assert.That(one.Track.Extra.Claim, Is.Null);
    }

    [Test]
    public async Task A_run_that_outlived_its_claim_leaves_the_claim_of_another_process()
    {
        await using var one = Claiming();
        await using var other = Claiming(one);
        one.Put();
        var late = one.Classifier.Holds();
        var first = one.Genres.ClassifyAsync(Flow.Id);
        await late.Listening;
        var taken = one.Time.GetUtcNow() + Life + Life;
        one.Rows.Put(one.Track, $$"""{"genre_classification_claim":{"file_id":"a","until":"{{taken:O}}"} }""");

        late.Answer();
        var result = await first;

        Assert.Multiple(() =>
        {
            Assert.That(result.Status, Is.EqualTo(ClassificationStatus.Superseded));
            Assert.That(result.ShouldRetry, Is.True, "the other process may fail");
            Assert.That(one.Track.Extra.Claim, Is.EqualTo(new RunClaim("a", taken)));
            Assert.That(one.Track.Extra.Predictions, Is.Null);
        });
    }

    private static Flow Claiming(Flow? shared = null) => new(options => options.ClaimRuns = true, shared);

    private static string Claim(Flow flow, string fileId, TimeSpan life) =>
        $$"""{"genre_classification_claim":{"file_id":"{{fileId}}","until":"{{flow.Time.GetUtcNow() + life:O}}"} }""";
}
