using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;
using Plyr.Genres.Tests.Tracks.Contract.Faults;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rule 24: one run for all simultaneous callers, and it belongs to none of them.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 24)]
internal sealed class SharedRunsTests
{
    private static readonly AsyncLocal<string?> RequestState = new();

    [Test]
    [Property("Defect", "C4")]
    public async Task Ten_thousand_callers_share_one_run()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var callers = Enumerable.Range(0, 10_000).Select(_ => flow.Genres.RecommendTagsAsync(Flow.Id)).ToArray();
        await gate.Listening;
        gate.Answer();
        var answers = await Task.WhenAll(callers);
        Assert.That(answers, Has.All.Property("Status").EqualTo(RecommendationStatus.Ready));
        Assert.That((flow.Classifier.Calls, flow.Store.Updates), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_hundred_tracks_are_a_hundred_runs_at_once()
    {
        await using var flow = new Flow();
        var ids = Enumerable.Range(1, 100).Select(number => (TrackId)number).ToArray();
        foreach (var id in ids)
            flow.Put(id: id);
        var release = new TaskCompletionSource<GenreClassification>();
        var all = new TaskCompletionSource();
        var listening = 0;
        flow.Classifier.Run = (_, _) =>
        {
            if (Interlocked.Increment(ref listening) == ids.Length)
                all.SetResult();
            return release.Task;
        };
        var answers = ids.Select(id => flow.Genres.ClassifyAsync(id)).ToArray();
        await all.Task;
        release.SetResult(FakeClassifier.Ambient);
        Assert.That(await Task.WhenAll(answers), Has.All.Property("Status").EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(100));
    }

    [Test]
    public async Task Every_second_caller_gives_up_and_the_others_get_the_answer()
    {
        await using var flow = new Flow();
        flow.Put();
        using var giveUp = new CancellationTokenSource();
        var gate = flow.Classifier.Holds();
        var callers = Enumerable.Range(0, 100)
            .Select(i => flow.Genres.RecommendTagsAsync(Flow.Id, 5, i % 2 == 0 ? giveUp.Token : default))
            .ToArray();
        await gate.Listening;
        await giveUp.CancelAsync();
        for (var i = 0; i < callers.Length; i += 2)
            await Assert.ThatAsync(() => callers[i], Throws.InstanceOf<OperationCanceledException>());
        Assert.That(gate.Cancelled.IsCompleted, Is.False);
        gate.Answer();
        for (var i = 1; i < callers.Length; i += 2)
            Assert.That((await callers[i])!.Tags, Is.Not.Empty);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Run_continues_without_callers_and_its_answer_is_stored()
    {
        await using var flow = new Flow();
        flow.Put();
        var stored = new TaskCompletionSource();
        flow.Store.AfterUpdate = _ => stored.SetResult();
        using var giveUp = new CancellationTokenSource();
        var gate = flow.Classifier.Holds();
        var caller = flow.Genres.RecommendTagsAsync(Flow.Id, 5, giveUp.Token);
        await gate.Listening;
        await giveUp.CancelAsync();
        var exception = await Assert.CatchAsync<OperationCanceledException>(() => caller);
        Assert.That(exception!.CancellationToken, Is.EqualTo(giveUp.Token));
        gate.Answer();
        await stored.Task;
        Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Fresh));
    }

    [Test]
    public async Task Canceled_caller_starts_no_run()
    {
        await using var flow = new Flow();
        flow.Put();
        await Assert.ThatAsync(
            () => flow.Genres.RecommendTagsAsync(Flow.Id, 5, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task Execution_context_of_the_caller_does_not_flow_into_the_run()
    {
        await using var flow = new Flow();
        flow.Put();
        var seen = "nothing";
        flow.Classifier.Run = (_, _) =>
        {
            seen = RequestState.Value;
            return Task.FromResult(FakeClassifier.Ambient);
        };
        RequestState.Value = "the caller's";
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(seen, Is.Null);
        Assert.That(RequestState.Value, Is.EqualTo("the caller's"));
    }

    [Test]
    public async Task Run_ends_one_second_after_the_classifiers_own_deadline()
    {
        await using var flow = new Flow(options => options.Timeout = TimeSpan.FromSeconds(30));
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        flow.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(gate.Cancelled.IsCompleted, Is.False);
        flow.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await classification).Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        await gate.Cancelled;
    }

    [Test]
    public async Task Classifier_that_ignores_its_token_is_left_at_the_timeout()
    {
        await using var flow = new Flow();
        flow.Put();
        var listening = new TaskCompletionSource();
        flow.Classifier.Run = (_, _) =>
        {
            listening.SetResult();
            return new TaskCompletionSource<GenreClassification>().Task;
        };
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await listening.Task;
        flow.Time.Advance(PlyrGenresDefaults.Timeout + TimeSpan.FromSeconds(1));
        Assert.That((await classification).Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
    }

    [Test]
    public async Task Exception_of_a_classifier_that_was_left_at_the_timeout_is_observed()
    {
        using var unobserved = new UnobservedExceptions();

        await FailLateAsync(unobserved.Expected);

        Assert.That(await unobserved.FindAsync(), Is.False);
    }

    [Test]
    public async Task Disposing_the_container_cancels_what_is_left_and_stores_nothing()
    {
        var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var caller = flow.Genres.RecommendTagsAsync(Flow.Id);
        await gate.Listening;
        await flow.DisposeAsync();
        Assert.That(gate.Cancelled.IsCompleted, Is.True);
        await Assert.ThatAsync(() => caller, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_classifier_that_the_container_disposes_first_is_no_failure_of_the_model()
    {
        var dying = new DyingClassifier();
        var flow = new Flow(register: services => services.AddSingleton<IGenreClassifier>(_ => dying));
        flow.Put();
        var caller = flow.Genres.ClassifyAsync(Flow.Id);
        await dying.Listening;
        await flow.DisposeAsync();
        await Assert.ThatAsync(() => caller, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(flow.Logs.Entries.Select(entry => entry.Name), Does.Not.Contain("TrackFailed"));
    }

    [Test]
    public async Task Answer_is_logged_as_lost_when_the_container_is_disposed()
    {
        var flow = new Flow();
        flow.Put();
        ValueTask disposal = default;
        flow.Store.BeforeUpdate = _ =>
        {
            disposal = flow.DisposeAsync();
            throw new OperationCanceledException();
        };
        await Assert.ThatAsync(
            () => flow.Genres.ClassifyAsync(Flow.Id), Throws.InstanceOf<OperationCanceledException>());
        await disposal;
        Assert.That(
            flow.Logs.Entries.Select(entry => entry.Name),
            Does.Contain("AnswerLost").And.Not.Contain("AnswerNotStored"));
    }

    [Test]
    public async Task Forced_caller_shares_a_run_that_asks_the_model()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var viewer = flow.Genres.RecommendTagsAsync(Flow.Id);
        await gate.Listening;
        var forced = flow.Genres.ClassifyAsync(Flow.Id, force: true);
        gate.Answer();
        await viewer;
        Assert.That((await forced).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Forced_caller_that_joined_a_skipped_run_starts_its_own()
    {
        const string Failed =
            """{"genre_classification_failure":{"file_id":"a","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00.000Z"}}""";
        await using var flow = new Flow();
        flow.Put();
        Task<TrackClassification>? forced = null;

        // Between the viewer's own read (1) and that of its run (2), a failure is recorded and a caller joins
        // by force.
        flow.Store.BeforeFind = number =>
        {
            if (number != 2)
                return;
            flow.Put(Failed);
            forced = flow.Genres.ClassifyAsync(Flow.Id, force: true);
        };
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Failure,
            Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That((await forced!).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Caller_that_has_left_starts_no_run_over_a_store_that_ignores_its_token()
    {
        var store = new DeafStore();
        store.Rows.Put(new Track { Id = Flow.Id, FileId = "a", Audio = new Uri(Flow.Audio) });
        await using var flow = new Flow(store: _ => store);
        using var metrics = new MetricRecorder(flow);

        await Assert.CatchAsync<OperationCanceledException>(
            () => flow.Genres.ClassifyAsync(Flow.Id, cancellationToken: new CancellationToken(canceled: true)));
        var later = await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(later.Status, Is.EqualTo(ClassificationStatus.Classified), "no run was there to answer it");
        Assert.That(metrics.All, Has.None.StartsWith("plyr.genres.joined_callers"));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    /// <summary>Fails a run only after its callers have left at the timeout.</summary>
    private static async Task FailLateAsync(Exception late)
    {
        await using var flow = new Flow();
        flow.Put();
        var listening = new TaskCompletionSource();
        var answer = new TaskCompletionSource<GenreClassification>();
        flow.Classifier.Run = (_, _) =>
        {
            listening.SetResult();
            return answer.Task;
        };
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await listening.Task;
        flow.Time.Advance(PlyrGenresDefaults.Timeout + TimeSpan.FromSeconds(1));
        await classification;
        answer.SetException(late);
    }
}
