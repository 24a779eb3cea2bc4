using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OpenTelemetry.Metrics;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Telemetry;

/// <summary>
/// What a host sees of one upload: it is classified while a page asks for it, read again, and its audio is replaced
/// twice, the second
/// time while the model listens.
/// </summary>
[TestFixture, NonParallelizable]
internal sealed class UploadTelemetryTests
{
    private const string Token = "r8_secret_of_the_account";
    private const string Signature = "secret-of-the-url";
    private const string TrackName = "track-whose-id-is-not-in-metrics";

    private readonly TelemetryCollector _collected = new();
    private int _tagsAdded;

    [OneTimeSetUp]
    public async Task UploadAsync()
    {
        var time = new ManualTime();
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Token = Token, Latency = TimeSpan.FromSeconds(2), TimeProvider = time });
        var store = new InMemoryTrackExtraStore();
        var services = new ServiceCollection().AddLogging(_collected.Add);
        services.AddPlyrGenres(options =>
        {
            (options.Enabled, options.Replicate.ApiToken, options.Replicate.BaseAddress) = (
                true, Token, simulator.BaseAddress);
            options.Replicate.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
            options.Replicate.Simulated = true;
        }).UseTrackStore(store);
        await using var provider = services.BuildServiceProvider();
        var genres = provider.GetRequiredService<TrackGenres>();

        Put("a");
        using (_collected.StartRequest())
        {
            var upload = genres.ClassifyAsync(TrackName);
            var viewer = genres.RecommendTagsAsync(TrackName);
            await AnswerAsync();
            _tagsAdded = (await upload).AddedTags.Count;
            await viewer;
        }

        await genres.RecommendTagsAsync(TrackName);
        Put("b");
        var second = genres.ClassifyAsync(TrackName);
        await ListeningAsync();
        Put("c");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That((await second).Status, Is.EqualTo(ClassificationStatus.Superseded));

        void Put(string file) => store.Put(
            new Track
            {
                Id = TrackName,
                FileId = file,
                Audio = new Uri($"{simulator.Recording(file)}?signature={Signature}"),
            }, """{"auto_tag":true}""");

        // The deadline of the run, its work, and the wait of the caller that created it.
        Task ListeningAsync() => time.TimersAsync(3);

        async Task AnswerAsync()
        {
            await ListeningAsync();
            time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [OneTimeTearDown]
    public void Stop() => _collected.Dispose();

    [TestCase(PlyrGenresDiagnostics.Runs, "{run}", "2 {plyr.genres.origin=upload, plyr.genres.outcome=classified}")]
    [TestCase(PlyrGenresDiagnostics.RunDuration, "s", "2 {plyr.genres.origin=upload, plyr.genres.outcome=classified}")]
    [TestCase(PlyrGenresDiagnostics.BilledTime, "s", "4 {plyr.genres.origin=upload}")]
    [TestCase(PlyrGenresDiagnostics.Cost, "{USD}", "0.0004 {plyr.genres.origin=upload}")]
    [TestCase(PlyrGenresDiagnostics.StoredAnswers, "{answer}", "1 {}")]
    [TestCase(PlyrGenresDiagnostics.JoinedCallers, "{caller}", "1 {}")]
    [TestCase(PlyrGenresDiagnostics.RefusedWrites, "{write}", "1 {}")]
    public void A_metric_tells(string name, string unit, string point)
    {
        var metric = Metric(name);
        Assert.That(metric.Unit, Is.EqualTo(unit));
        Assert.That(TelemetryCollector.Points(metric), Is.EqualTo(new[] { point }));
    }

    [Test]
    public void The_tags_that_were_added_are_counted()
    {
        Assert.That(_tagsAdded, Is.Positive);
        Assert.That(
            TelemetryCollector.Points(Metric(PlyrGenresDiagnostics.TagsAdded)),
            Is.EqualTo(new[] { $"{_tagsAdded} {{}}" }));
    }

    [Test]
    public void Every_instrument_has_its_name_in_a_constant_and_a_description()
    {
        var instruments = Constants()
            .Where(name => name.StartsWith("plyr.genres.", StringComparison.Ordinal))
            .ToHashSet();
        var metrics = _collected.Metrics.DistinctBy(metric => metric.Name).ToArray();
        Assert.That(metrics, Has.Length.EqualTo(8));
        Assert.That(metrics.Select(metric => metric.Name), Is.SubsetOf(instruments));
        Assert.That(metrics.Select(metric => metric.Description), Has.None.Empty);
        Assert.That(
            metrics.Select(metric => (metric.MeterName, metric.MeterVersion)),
            Is.All.EqualTo((PlyrGenresDiagnostics.MeterName, "1.0.0")));
    }

    [Test]
    public void The_duration_has_buckets_from_half_a_second_to_ten_minutes()
    {
        var bounds = new List<double>();
        foreach (ref readonly var point in Metric(PlyrGenresDiagnostics.RunDuration).GetMetricPoints())
        {
            foreach (var bucket in point.GetHistogramBuckets())
                bounds.Add(bucket.ExplicitBound);
        }

        Assert.That(
            bounds, Is.EqualTo(new[] { 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600, double.PositiveInfinity }));
    }

    [Test]
    public void Each_call_is_a_span_and_each_run_a_trace_linked_to_its_call()
    {
        var request = _collected.Spans.Single(span => span.OperationName == "request");
        var uploads = Spans(PlyrGenresDiagnostics.ClassifyActivity);
        var views = Spans(PlyrGenresDiagnostics.RecommendActivity);
        var runs = Spans(PlyrGenresDiagnostics.RunActivity);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(uploads.Select(Outcome), Is.EqualTo(new[] { "classified", "superseded" }));
            Assert.That(views.Select(Outcome), Is.EqualTo(new[] { "classified", "already_fresh" }));
            Assert.That(runs.Select(Outcome), Is.EqualTo(new[] { "classified", "superseded" }));
            Assert.That(
                new[] { uploads[0], views[0] }.Select(span => span.ParentSpanId), Is.All.EqualTo(request.SpanId));
            Assert.That(runs.Select(run => run.ParentSpanId), Is.All.EqualTo(default(ActivitySpanId)));
            Assert.That(
                runs.Select(run => run.Links.Single().Context), Is.EqualTo(uploads.Select(upload => upload.Context)));
            Assert.That(runs.Select(run => run.TraceId).Intersect(uploads.Select(upload => upload.TraceId)), Is.Empty);
            Assert.That(runs.Select(run => run.GetTagItem(PlyrGenresDiagnostics.PredictionIdTag)), Has.None.Null);
            Assert.That(
                uploads.Concat(views).Concat(runs).Select(span => span.Source.Version), Is.All.EqualTo("1.0.0"));
        }
    }

    [Test]
    public void What_the_client_asks_stands_under_the_run()
    {
        var run = Spans(PlyrGenresDiagnostics.RunActivity)[0];
        var requests = _collected.Spans.Where(
            span => span.Source.Name == "System.Net.Http" && span.ParentSpanId == run.SpanId);
        Assert.That(
            requests.Select(span => span.GetTagItem("http.request.method")),
            Is.EqualTo(new[] { "POST", "GET" }),
            "the create, and the download of its output");
    }

    [Test]
    public void The_log_tells_what_became_of_the_track_within_the_trace_of_its_run()
    {
        var runs = Spans(PlyrGenresDiagnostics.RunActivity);
        foreach (var (name, run) in new[] { ("TrackClassified", runs[0]), ("AnswerRefused", runs[1]) })
        {
            var entry = _collected.Logs.Single(log => log.EventId.Name == name);
            Assert.That(
                (entry.CategoryName, entry.TraceId, entry.SpanId),
                Is.EqualTo(("Plyr.Genres.TrackGenres", run.TraceId, run.SpanId)));
        }
    }

    [Test]
    public void No_metric_has_a_tag_that_grows_with_the_tracks()
    {
        var tags = new HashSet<string>();
        foreach (var metric in _collected.Metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                foreach (var (key, _) in point.Tags)
                    tags.Add(key);
            }
        }

        Assert.That(tags, Is.EquivalentTo(new[] { PlyrGenresDiagnostics.OutcomeTag, PlyrGenresDiagnostics.OriginTag }));
    }

    [Test]
    [Property("Defect", "H4")]
    public void Neither_the_token_nor_the_signature_of_the_audio_url_leaves_the_process()
    {
        var texts = _collected.Texts().ToArray();
        Assert.That(
            texts,
            Has.Some.Contains(TrackName).And.Some.Contains("/recordings/a.wav"),
            "the search looks where they would be");
        Assert.That(texts, Has.None.Contains(Token).And.None.Contains(Signature));
    }

    private static IEnumerable<string> Constants() =>
        typeof(PlyrGenresDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static).Select(
            field => (string)field.GetRawConstantValue()!);

    private static object? Outcome(Activity span) => span.GetTagItem(PlyrGenresDiagnostics.OutcomeTag);

    private Metric Metric(string name) => _collected.Metrics.Last(metric => metric.Name == name);

    /// <summary>
    /// The track's spans with that name, in the order in which they started. Hosts of other tests may still be ending.
    /// </summary>
    private Activity[] Spans(string name) =>
    [
        .. _collected.Spans
            .Where(span => span.OperationName == name)
            .Where(span => Equals(span.GetTagItem(PlyrGenresDiagnostics.TrackIdTag), TrackName))
            .OrderBy(span => span.StartTimeUtc),
    ];
}
