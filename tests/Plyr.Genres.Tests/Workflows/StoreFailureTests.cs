using NUnit.Framework;
using Plyr.Genres.Tests.Workflows.Backfill;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// Rule 14: an exception of the store reaches the caller as it is, and what is paid for is not lost with it.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 14)]
internal sealed class StoreFailureTests
{
    [TestCase(1)]
    [TestCase(2)]
    public async Task A_read_that_fails_reaches_the_caller_as_it_is(int read)
    {
        await using var flow = new Flow();
        flow.Put();
        var broken = new TimeoutException("the database is away");
        flow.Store.BeforeFind = number => Throw(broken, number == read);
        Assert.That(await Assert.CatchAsync(() => flow.Genres.RecommendTagsAsync(Flow.Id)), Is.SameAs(broken));
        Assert.That(flow.Classifier.Calls, Is.Zero);
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Status,
            Is.EqualTo(RecommendationStatus.Ready),
            "nothing is left behind");
    }

    [Test]
    public async Task A_time_out_inside_the_store_reaches_the_caller_as_it_is()
    {
        await using var flow = new Flow();
        flow.Put();
        var broken = new TaskCanceledException("the database did not answer", new TimeoutException());
        flow.Store.BeforeFind = number => Throw(broken, number == 2);
        Assert.That(await Assert.CatchAsync(() => flow.Genres.RecommendTagsAsync(Flow.Id)), Is.SameAs(broken));
    }

    [Test]
    [Property("Defect", "B3")]
    public async Task An_answer_whose_write_failed_is_stored_by_the_next_call_without_paying_again(
        [Values] bool nextIsAnUpload)
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var broken = new TimeoutException("the database is away");
        flow.Store.BeforeUpdate = number => Throw(broken, number == 1);
        Assert.That(await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id)), Is.SameAs(broken));
        Assert.That(
            (flow.Extra, flow.Track.Tags.Count), Is.EqualTo((Flow.Wanted(), 0)), "the flag goes only with the tags");

        if (nextIsAnUpload)
            Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        else
            Assert.That(
                (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Status, Is.EqualTo(RecommendationStatus.Ready));
        Assert.That(flow.Track.Tags, Is.EqualTo(["electronic", "ambient"]));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Forced_answer_that_was_not_stored_is_stored_without_a_second_run()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("rock", 0.9)));
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 1);
        await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id, force: true));
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id, force: true)).Status,
            Is.EqualTo(ClassificationStatus.Classified));
        Assert.That((flow.Classifier.Calls, flow.Track.Extra.Predictions![0].Name), Is.EqualTo((1, "electronic")));
    }

    [Test]
    public async Task Answer_that_could_not_be_stored_is_used_once()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 1);
        await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id, force: true));
        await flow.Genres.ClassifyAsync(Flow.Id, force: true);

        await flow.Genres.ClassifyAsync(Flow.Id, force: true);

        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task Answer_whose_write_fails_repeatedly_is_kept_and_each_exception_is_the_stores()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException($"Write {number} failed."), number <= 2);

        for (var write = 1; write <= 2; write++)
        {
            await Assert.ThatAsync(
                () => flow.Genres.ClassifyAsync(Flow.Id),
                Throws.TypeOf<TimeoutException>().With.Message.EqualTo($"Write {write} failed."));
        }

        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task At_most_1000_unstored_answers_are_kept_and_the_oldest_is_dropped_first()
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 1001);
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number <= 1001);
        for (var id = 1; id <= 1001; id++)
            await Assert.CatchAsync<TimeoutException>(() => flow.Genres.ClassifyAsync(id));

        await flow.Genres.ClassifyAsync(2);
        await flow.Genres.ClassifyAsync(1001);
        var callsForKept = flow.Classifier.Calls - 1001;
        await flow.Genres.ClassifyAsync(1);
        var callsForDropped = flow.Classifier.Calls - 1001;

        Assert.That(callsForKept, Is.Zero);
        Assert.That(callsForDropped, Is.EqualTo(1));
    }

    [Test]
    public async Task Backfill_of_other_models_stores_the_answer_of_the_model_that_was_not_stored()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("rock", 0.9)));
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 1);
        await flow.Backfill().RunAsync(new BackfillOptions { OtherModelVersions = true });

        var report = await flow.Backfill().RunAsync(new BackfillOptions { OtherModelVersions = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Classified, Is.EqualTo(1));
            Assert.That(report.Cost, Is.Zero);
            Assert.That(report.BilledTime, Is.EqualTo(TimeSpan.Zero));
            Assert.That(flow.Track.Extra.PredictionsModel, Is.EqualTo("model-1"));
            Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Call_after_the_disposal_of_the_container_is_canceled()
    {
        var flow = new Flow();
        flow.Put();
        await flow.DisposeAsync();

        await Assert.ThatAsync(
            () => flow.Genres.ClassifyAsync(Flow.Id),
            Throws.InstanceOf<OperationCanceledException>().With.Message.EqualTo(
                "The operation was canceled because the container was disposed."));
    }

    [Test]
    public async Task Backfill_does_not_count_the_run_of_an_earlier_call_whose_answer_was_not_stored()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = _ => throw new TimeoutException();
        await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id));

        var report = await flow.Backfill().RunAsync(new BackfillOptions());

        Assert.That((report.Asked, report.Cost), Is.EqualTo((0, 0m)));
        Assert.That(report.Failed["store"], Is.EqualTo(1));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Backfill_counts_the_run_whose_answer_was_not_stored()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = _ => throw new TimeoutException();

        var report = await flow.Backfill().RunAsync(new BackfillOptions());

        Assert.Multiple(() => CountsOneRun(report));
    }

    [Test]
    public async Task Backfill_counts_the_run_whose_failure_was_not_recorded()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Throws(new GenreClassificationException(GenreClassificationFailure.AudioRejected, "Not audio.")
        {
            PredictTime = TimeSpan.FromSeconds(2),
        });
        flow.Store.BeforeUpdate = _ => throw new TimeoutException();

        var report = await flow.Backfill().RunAsync(new BackfillOptions());

        Assert.Multiple(() => CountsOneRun(report));
    }

    [Test]
    public async Task Failure_of_every_call_ends_a_backfill_that_can_not_release_the_claim()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true);
        flow.PutMissing(1, 5);
        flow.Classifier.Fails(GenreClassificationFailure.BillingRequired);
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 2);

        var report = await flow.Backfill().RunAsync(
            new BackfillOptions { Concurrency = 1, RunsPerMinute = int.MaxValue });

        Assert.That(report.StoppedBy, Is.EqualTo(GenreClassificationFailure.BillingRequired));
        Assert.That(report.End, Is.EqualTo(BackfillEnd.Stopped));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Rate_limit_holds_a_backfill_that_can_not_release_the_claim()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true);
        flow.PutMissing(1, 2);
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, retryAfter: TimeSpan.FromSeconds(30));
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 2);

        var backfill = flow.Backfill().RunAsync(new BackfillOptions { Concurrency = 1, RunsPerMinute = int.MaxValue });
        await flow.Time.WhenTimerWaitsAsync(TimeSpan.FromSeconds(30));
        var calls = flow.Classifier.Calls;
        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        flow.Time.Advance(TimeSpan.FromSeconds(31));

        // Only so that a test that would hang fails: a retry would wait for the claim.
        Assert.That((await backfill.WaitAsync(TimeSpan.FromSeconds(30))).Classified, Is.EqualTo(1));
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Forced_caller_ignores_the_unstored_answer_of_an_unforced_run()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 1);
        await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id));
        await flow.Genres.ClassifyAsync(Flow.Id, force: true);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task An_answer_that_waits_for_its_write_is_not_stored_on_replaced_audio()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = number => Throw(new TimeoutException(), number == 1);
        await Assert.CatchAsync(() => flow.Genres.ClassifyAsync(Flow.Id));
        flow.ReplaceAudio("b");
        flow.Classifier.Answers(("dub", 0.9));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Extra.Predictions!.Single().Name, Is.EqualTo("dub"));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task All_callers_of_a_shared_run_receive_the_exception_of_the_store()
    {
        await using var flow = new Flow();
        flow.Put();
        var broken = new TimeoutException();
        flow.Store.BeforeUpdate = _ => throw broken;
        var gate = flow.Classifier.Holds();
        var callers = Enumerable.Range(0, 5).Select(_ => flow.Genres.RecommendTagsAsync(Flow.Id)).ToArray();
        await gate.Listening;
        gate.Answer();
        foreach (var caller in callers)
            Assert.That(await Assert.CatchAsync(() => caller), Is.SameAs(broken));
    }

    [Test]
    public async Task A_failure_that_could_not_be_recorded_is_not_paid_for_again_at_once()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.AudioRejected);
        flow.Store.BeforeUpdate = _ => throw new TimeoutException();
        await Assert.ThatAsync(() => flow.Genres.RecommendTagsAsync(Flow.Id), Throws.TypeOf<TimeoutException>());
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Failure,
            Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Forgetting_that_fails_reaches_the_caller_as_it_is()
    {
        await using var flow = new Flow();
        flow.Put();
        var broken = new TimeoutException();
        flow.Store.BeforeUpdate = _ => throw broken;
        Assert.That(await Assert.CatchAsync(() => flow.Genres.ForgetAsync(Flow.Id)), Is.SameAs(broken));
    }

    [Test]
    public async Task Missing_store_error_names_the_method_to_call()
    {
        await using var flow = new Flow(register: services =>
        {
            foreach (var service in services.Where(service => service.ServiceType == typeof(ITrackExtraStore))
                .ToArray())
                services.Remove(service);
        });
        await Assert.ThatAsync(
            () => flow.Genres.RecommendTagsAsync(Flow.Id),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "No track store is registered. Call UseTrackStore<T>() on the result of AddPlyrGenres, or register an "
                + "ITrackExtraStore."));
    }

    private static void CountsOneRun(BackfillReport report)
    {
        Assert.That(report.Asked, Is.EqualTo(1));
        Assert.That(report.BilledTime, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(report.Cost, Is.EqualTo(0.0002m));
        Assert.That(report.Failed, Is.EqualTo(new Dictionary<string, long> { ["store"] = 1 }));
    }

    private static void Throw(Exception exception, bool now)
    {
        if (now)
            throw exception;
    }
}
