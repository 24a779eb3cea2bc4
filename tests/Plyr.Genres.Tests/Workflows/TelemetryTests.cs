using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>What a host's dashboards see: the metrics of C13, and spans.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TelemetryTests
{
    private const string Error = "error.type";

    [Test]
    [Property("Defect", "C13")]
    public async Task A_run_is_counted_timed_and_priced_without_the_track()
    {
        await using var flow = new Flow();
        using var metrics = new MetricRecorder(flow);
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var upload = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var viewer = flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Time.Advance(TimeSpan.FromSeconds(3));
        gate.Answer();
        await upload;
        await viewer;
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(metrics.All, Is.EqualTo(
        [
            "plyr.genres.billed_time 2 {plyr.genres.origin=upload}",
            "plyr.genres.cost 0.0002 {plyr.genres.origin=upload}",
            "plyr.genres.joined_callers 1 {}",
            "plyr.genres.run.duration 3 {plyr.genres.outcome=classified, plyr.genres.origin=upload}",
            "plyr.genres.runs 1 {plyr.genres.outcome=classified, plyr.genres.origin=upload}",
            "plyr.genres.stored_answers 1 {}",
            "plyr.genres.tags_added 2 {}",
        ]));
    }

    [Test]
    public async Task A_failed_run_and_a_refused_write_are_counted_by_what_they_are()
    {
        await using var flow = new Flow();
        using var metrics = new MetricRecorder(flow);
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.TimedOut);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        var gate = flow.Classifier.Holds();
        var upload = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        flow.ReplaceAudio("b");
        gate.Answer(new GenreClassification { Labels = [] });
        await upload;
        Assert.That(metrics.All, Is.EqualTo(
        [
            "plyr.genres.cost 0.00019 {plyr.genres.origin=upload}",
            "plyr.genres.refused_writes 1 {}",
            "plyr.genres.run.duration 0 {plyr.genres.outcome=empty, plyr.genres.origin=upload}",
            "plyr.genres.run.duration 0 {plyr.genres.outcome=timed_out, plyr.genres.origin=on_demand}",
            "plyr.genres.runs 1 {plyr.genres.outcome=empty, plyr.genres.origin=upload}",
            "plyr.genres.runs 1 {plyr.genres.outcome=timed_out, plyr.genres.origin=on_demand}",
        ]));
    }

    [Test]
    [Property("Rule", 24)]
    public async Task A_run_has_a_trace_of_its_own_that_is_linked_to_the_callers()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(id: "traced");
        using var request = new Activity("a request").Start();
        ActivityContext? inside = null;
        flow.Classifier.Run = (_, _) =>
        {
            inside = Activity.Current?.Context;
            return Task.FromResult(FakeClassifier.Ambient);
        };
        await flow.Genres.ClassifyAsync("traced");

        var call = Only(spans, PlyrGenresDiagnostics.ClassifyActivity, "traced");
        var run = Only(spans, PlyrGenresDiagnostics.RunActivity, "traced");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.TraceId, Is.EqualTo(request.TraceId));
            Assert.That(call.GetTagItem(PlyrGenresDiagnostics.OutcomeTag), Is.EqualTo("classified"));
            Assert.That(run.TraceId, Is.Not.EqualTo(request.TraceId));
            Assert.That(run.Parent, Is.Null);
            Assert.That(run.Links.Single().Context.SpanId, Is.EqualTo(call.SpanId));
            Assert.That(run.Kind, Is.EqualTo(ActivityKind.Client));
            Assert.That(run.GetTagItem(PlyrGenresDiagnostics.PredictionIdTag), Is.EqualTo("prediction-1"));
            Assert.That(run.GetTagItem(PlyrGenresDiagnostics.OriginTag), Is.EqualTo("upload"));
            Assert.That(run.GetTagItem(PlyrGenresDiagnostics.OutcomeTag), Is.EqualTo("classified"));
            Assert.That(inside?.SpanId, Is.EqualTo(run.SpanId), "what the client does stands in the run's span");
        }
    }

    [Test]
    public async Task Spans_of_a_failure_are_errors_that_name_its_kind()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(id: "failing");
        flow.Classifier.Fails(GenreClassificationFailure.ModelFailed);
        await flow.Genres.RecommendTagsAsync("failing");
        foreach (var span in new[]
        {
            Only(spans, PlyrGenresDiagnostics.RecommendActivity, "failing"),
            Only(spans, PlyrGenresDiagnostics.RunActivity, "failing"),
        })
        {
            Assert.That(
                (span.Status, span.GetTagItem(Error), span.GetTagItem(PlyrGenresDiagnostics.OutcomeTag)),
                Is.EqualTo((ActivityStatusCode.Error, "model_failed", "model_failed")));
        }
    }

    [Test]
    public async Task Span_of_a_failed_run_has_its_prediction()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(id: "predicted");
        flow.Classifier.Throws(new GenreClassificationException(GenreClassificationFailure.ModelFailed, "It failed.")
        {
            PredictionId = "prediction-2",
        });

        await flow.Genres.ClassifyAsync("predicted");

        var run = Only(spans, PlyrGenresDiagnostics.RunActivity, "predicted");
        Assert.That(run.GetTagItem(PlyrGenresDiagnostics.PredictionIdTag), Is.EqualTo("prediction-2"));
    }

    [Test]
    public async Task Run_without_a_traced_caller_has_no_link()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();

        // Listeners of other tests trace every call, so the run is traced directly.
        await flow.Services.GetRequiredService<GenreTelemetry>()
            .TraceRunAsync(default, "untraced", "upload", _ => Task.FromResult(true));

        Assert.That(Only(spans, PlyrGenresDiagnostics.RunActivity, "untraced").Links, Is.Empty);
    }

    [Test]
    public async Task Renormalizing_has_a_span_with_its_outcome_and_counts_the_tags_it_added()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(), id: "renormalized");
        flow.Classifier.AnswersAll(("Electronic---Ambient", 0.8));
        await flow.Genres.ClassifyAsync("renormalized");
        await using var later = new Flow(options => options.Aliases["ambient"] = "chill", flow);
        using var metrics = new MetricRecorder(later);

        await later.Genres.RenormalizeAsync("renormalized", reapplyAutoTags: true);
        await later.Genres.RenormalizeAsync("unknown to renormalize");

        Assert.That(Outcome("renormalized"), Is.EqualTo("renormalized"));
        Assert.That(Outcome("unknown to renormalize"), Is.EqualTo("not_found"));
        Assert.That(metrics.All, Is.EqualTo(["plyr.genres.tags_added 1 {}"]));

        object? Outcome(string id) => Only(spans, PlyrGenresDiagnostics.RenormalizeActivity, id)
            .GetTagItem(PlyrGenresDiagnostics.OutcomeTag);
    }

    [Test]
    public async Task Tags_are_not_counted_where_none_is_added()
    {
        await using var flow = new Flow();
        using var metrics = new MetricRecorder(flow);
        flow.Put();

        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(metrics.All, Is.Not.Empty.And.None.StartsWith("plyr.genres.tags_added"));
    }

    [Test]
    public async Task Span_of_a_stored_answer_has_its_outcome()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("dub", 0.9)), id: "served");
        await flow.Genres.RecommendTagsAsync("served");
        Assert.That(
            Only(spans, PlyrGenresDiagnostics.RecommendActivity, "served").GetTagItem(PlyrGenresDiagnostics.OutcomeTag),
            Is.EqualTo("already_fresh"));
    }

    [Test]
    public async Task A_store_that_throws_makes_spans_errors_that_name_the_exception()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(id: "broken");
        flow.Store.BeforeUpdate = _ => throw new IOException("The disk is full.");
        await Assert.ThrowsAsync<IOException>(() => flow.Genres.ClassifyAsync("broken"));
        foreach (var span in new[]
        {
            Only(spans, PlyrGenresDiagnostics.ClassifyActivity, "broken"),
            Only(spans, PlyrGenresDiagnostics.RunActivity, "broken"),
        })
        {
            Assert.That(
                (span.Status, span.GetTagItem(Error), span.GetTagItem(PlyrGenresDiagnostics.OutcomeTag)),
                Is.EqualTo((ActivityStatusCode.Error, "System.IO.IOException", "threw")));
        }
    }

    [Test]
    public async Task Canceled_caller_is_not_an_error_in_the_span()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put(id: "left");
        var gate = flow.Classifier.Holds();
        using var leave = new CancellationTokenSource();
        var call = flow.Genres.ClassifyAsync("left", cancellationToken: leave.Token);
        await gate.Listening;
        await leave.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => call);
        var span = Only(spans, PlyrGenresDiagnostics.ClassifyActivity, "left");
        Assert.That(
            (span.Status, span.GetTagItem(PlyrGenresDiagnostics.OutcomeTag)),
            Is.EqualTo((ActivityStatusCode.Unset, "abandoned")));
        gate.Answer();
    }

    [Test]
    public async Task A_run_that_the_containers_disposal_ends_is_counted_as_abandoned()
    {
        var flow = new Flow();
        using var metrics = new MetricRecorder(flow);
        flow.Put();
        var gate = flow.Classifier.Holds();
        var call = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.DisposeAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => call);
        Assert.That(
            metrics.All, Does.Contain("plyr.genres.runs 1 {plyr.genres.outcome=abandoned, plyr.genres.origin=upload}"));
    }

    [TestCase(null, "finished", ActivityStatusCode.Unset, null)]
    [TestCase(GenreClassificationFailure.BillingRequired, "stopped", ActivityStatusCode.Error, "billing_required")]
    public async Task Span_of_a_backfill_has_its_end(
        GenreClassificationFailure? failure, string outcome, ActivityStatusCode status, string? error)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        flow.Put();
        if (failure is { } kind)
            flow.Classifier.Fails(kind);
        using var caller = new Activity("a command").Start();
        await flow.Services.GetRequiredService<GenreBackfill>().RunAsync(new BackfillOptions());
        var span = spans.Single(
            span => span.OperationName == PlyrGenresDiagnostics.BackfillActivity && span.TraceId == caller.TraceId);
        Assert.That(
            (span.GetTagItem(PlyrGenresDiagnostics.OutcomeTag), span.Status, span.GetTagItem(Error)),
            Is.EqualTo((outcome, status, error)));
    }

    [TestCase("limit_reached", ActivityStatusCode.Unset, null)]
    [TestCase("canceled", ActivityStatusCode.Unset, null)]
    [TestCase("disabled", ActivityStatusCode.Unset, null)]
    [TestCase("store_failed", ActivityStatusCode.Error, "store")]
    public async Task Span_of_a_stopped_backfill_has_the_failure(
        string outcome, ActivityStatusCode status, string? error)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow(options => options.Enabled = outcome != "disabled");
        for (var id = 1; id <= 10; id++)
            flow.Put(id: id);
        if (outcome == "store_failed")
            flow.Store.BeforeUpdate = number => throw new IOException($"Write {number} failed.");
        using var caller = new Activity("a command").Start();
        var options = new BackfillOptions
        {
            RunsPerMinute = int.MaxValue,
            Limit = outcome == "limit_reached" ? 1 : null,
        };
        await flow.Services.GetRequiredService<GenreBackfill>().RunAsync(
            options, cancellationToken: new CancellationToken(canceled: outcome == "canceled"));
        var span = spans.Single(
            span => span.OperationName == PlyrGenresDiagnostics.BackfillActivity && span.TraceId == caller.TraceId);
        Assert.That(
            (span.GetTagItem(PlyrGenresDiagnostics.OutcomeTag), span.Status, span.GetTagItem(Error)),
            Is.EqualTo((outcome, status, error)));
    }

    [TestCase("absent", false, "not_found")]
    [TestCase("unheard", true, "not_asked")]
    [TestCase("soundless", false, "no_audio")]
    public async Task Span_of_a_request_without_run_has_its_outcome(string id, bool hasAudio, string outcome)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var flow = new Flow();
        if (outcome != "not_found")
            flow.Put(id: id, audio: hasAudio ? Flow.Audio : null);
        await flow.Genres.RecommendTagsWithoutRunAsync(id);
        Assert.That(
            Only(spans, PlyrGenresDiagnostics.RecommendActivity, id).GetTagItem(PlyrGenresDiagnostics.OutcomeTag),
            Is.EqualTo(outcome));
    }

    [Test]
    [Property("Defect", "H4")]
    public async Task No_log_entry_of_a_run_holds_the_signature_of_the_audio_url()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Throws(new InvalidOperationException("defect"));
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(
            flow.Logs.Entries.Select(entry => entry.Name), Does.Contain("TrackFailed").And.Contain("TrackClassified"));
        Assert.That(flow.Logs.Entries.Select(entry => entry.Text), Has.None.Contain("secret"));
    }

    // Spans of other tests arrive here too; the track's id tells them apart.
    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PlyrGenresDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static Activity Only(IEnumerable<Activity> spans, string name, string trackId) =>
        spans.Single(
            span => span.OperationName == name && trackId.Equals(span.GetTagItem(PlyrGenresDiagnostics.TrackIdTag)));
}
