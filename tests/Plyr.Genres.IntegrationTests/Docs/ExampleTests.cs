using Example.Backfill;
using Example.EntityFramework;
using Example.Failures;
using Example.SelfHosting;
using Example.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>What the smaller examples of the pages do.</summary>
[TestFixture, NonParallelizable]
internal sealed class ExampleTests
{
    private DocsHost _docs = null!;
    private InMemoryTrackExtraStore _tracks = null!;
    private WebApplicationBuilder _builder = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _docs = await DocsHost.StartAsync();
        _tracks = new InMemoryTrackExtraStore();
        _builder = _docs.Builder(_tracks);
    }

    [TearDown]
    public async Task StopAsync() => await _docs.DisposeAsync();

    [Test]
    public async Task Settings_in_code_are_used()
    {
        Settings.InCode(_builder);
        await using var app = _builder.Build();

        var options = app.Services.GetRequiredService<IOptions<PlyrGenresOptions>>().Value;
        Assert.That(
            (options.Enabled, options.AutoTags.MaxTagsPerTrack, options.Aliases["bossanova"]),
            Is.EqualTo((true, 10, "bossa nova")));
        var predictions = app.Services.GetRequiredService<GenreLabelNormalizer>().Normalize(
            [new("Non-Music---Bossanova", 0.5)]);
        Assert.That(predictions.Select(prediction => prediction.Name), Is.EqualTo(new[] { "bossa nova" }));
    }

    [Test]
    public async Task Settings_in_configuration_are_used()
    {
        _builder.Configuration["PlyrGenres:AutoTags:MaxTagsPerTrack"] = "10";
        _builder.Configuration["PlyrGenres:FailureCooldown"] = "00:01:00";
        _builder.Configuration["PlyrGenres:IgnoredNames:0"] = "non-music";
        Settings.InConfiguration(_builder);
        await using var app = _builder.Build();

        var options = app.Services.GetRequiredService<IOptions<PlyrGenresOptions>>().Value;
        Assert.That(
            (options.Enabled, options.AutoTags.MaxTagsPerTrack, options.FailureCooldown),
            Is.EqualTo((true, 10, TimeSpan.FromMinutes(1))));
        Assert.That(options.IgnoredNames, Is.EqualTo(new[] { "non-music" }));
    }

    [Test]
    public async Task Vocabulary_of_the_site_is_what_predictions_are_made_of()
    {
        Settings.Vocabulary(_builder);
        await using var app = _builder.Build();

        var predictions = app.Services.GetRequiredService<GenreLabelNormalizer>().Normalize(
            [new("Electronic---Drum n Bass", 0.5), new("Electronic---House", 0.04), new("Electronic---Dub", 0.3)]);

        Assert.That(predictions.Select(prediction => prediction.Name), Is.EqualTo(new[] { "dnb" }));
    }

    [Test]
    public async Task Second_model_is_asked_beside_the_first_one()
    {
        Settings.SecondModel(_builder);
        _builder.Services.AddSingleton<SecondOpinion>();
        await using var app = _builder.Build();

        var second = await app.Services.GetRequiredService<SecondOpinion>().AskAsync(
            new Uri("https://audio.example/a.mp3"), CancellationToken.None);
        var runs = _docs.Simulator.Ledger.Creates;
        var first = await Genres(app).ClassifyAsync(1);

        Assert.That(second.Select(prediction => prediction.Name), Is.EqualTo(new[] { "electronic", "house" }));
        Assert.That(runs, Is.Zero, "the first model was not asked");
        Assert.That(first.Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(_docs.Simulator.Ledger.Creates, Is.EqualTo(1));
    }

    [Test]
    public async Task Standard_resilience_handler_classifies_with_one_run()
    {
        Resilience.StandardHandler(_builder);
        await using var app = _builder.Build();

        var outcome = await Genres(app).ClassifyAsync(1);

        Assert.That(outcome.Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(_docs.Simulator.Ledger.Creates, Is.EqualTo(1));
    }

    [Test]
    public async Task Backfill_renormalizes_stored_predictions_without_a_run()
    {
        _builder.Services.AddPlyrGenres(_builder.Configuration);
        await using var app = _builder.Build();
        await Genres(app).ClassifyAsync(1);

        var report = await BackfillAndAudit.RenormalizeAsync(
            app.Services.GetRequiredService<GenreBackfill>(), CancellationToken.None);

        Assert.That(report.Unchanged, Is.EqualTo(1));
        Assert.That(_docs.Simulator.Ledger.Creates, Is.EqualTo(1));
    }

    [Test]
    public async Task Handler_of_the_host_is_called_before_the_API()
    {
        Settings.Handlers(_builder);
        await using var app = _builder.Build();

        Assert.That((await Genres(app).ClassifyAsync(1)).Status, Is.EqualTo(ClassificationStatus.Classified));
        using var client = app.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(
            PlyrGenresDefaults.HttpClientName);
        Assert.That(Chain(client), Has.Some.InstanceOf<OutgoingLimit>());
    }

    [Test]
    public async Task Another_classifier_replaces_the_Replicate_client()
    {
        Settings.OwnClassifier(_builder);
        await using var app = _builder.Build();

        var result = await Genres(app).ClassifyAsync(1);
        Assert.That(
            result.Predictions.Select(prediction => prediction.Name), Is.EqualTo(new[] { "electronic", "house" }));
        Assert.That(_docs.Simulator.Ledger.Creates, Is.Zero);
    }

    [Test]
    public async Task Meter_and_activity_source_are_collected()
    {
        var metrics = new List<Metric>();
        var spans = new List<System.Diagnostics.Activity>();
        Example.Telemetry.Telemetry.Register(_builder);
        _builder.Services.AddOpenTelemetry()
            .WithMetrics(provider => provider.AddInMemoryExporter(metrics)).WithTracing(
                provider => provider.AddInMemoryExporter(spans));
        _builder.Services.AddPlyrGenres(_builder.Configuration);
        await using var app = _builder.Build();
        await app.StartAsync();

        await Genres(app).ClassifyAsync(1);
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();
        app.Services.GetRequiredService<TracerProvider>().ForceFlush();
        Assert.That(metrics.Select(metric => metric.Name), Does.Contain(PlyrGenresDiagnostics.Runs));
        Assert.That(
            spans.Select(span => span.DisplayName),
            Does.Contain(PlyrGenresDiagnostics.RunActivity).And.Contain(PlyrGenresDiagnostics.ClassifyActivity));
        await app.StopAsync();
    }

    [Test]
    public async Task A_backfill_is_estimated_run_and_run_in_parts()
    {
        _builder.Services.AddPlyrGenres(_builder.Configuration);
        await using var app = _builder.Build();
        var backfill = app.Services.GetRequiredService<GenreBackfill>();

        Assert.That(
            await BackfillAndAudit.EstimateAsync(backfill, CancellationToken.None),
            Is.EqualTo(PlyrGenresDefaults.CostPerRun));
        Assert.That(await BackfillAndAudit.RunAsync(backfill, CancellationToken.None), Is.Zero);
        Assert.That(
            await BackfillAndAudit.GoOnAsync(backfill, CancellationToken.None),
            Has.Property("End").EqualTo(BackfillEnd.Finished).And.Property("Asked").EqualTo(0L));
        Assert.That(_docs.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Store_over_EF_Core_is_registered_with_its_context()
    {
        EfHost.Register(_builder, "Data Source=:memory:");
        await using var app = _builder.Build();
        await using var scope = app.Services.CreateAsyncScope();

        var store = scope.ServiceProvider.GetRequiredService<ITrackExtraStore>();

        Assert.That(store, Is.InstanceOf<EfTrackStore>());
    }

    [Test]
    public async Task An_audit_counts()
    {
        _builder.Services.AddPlyrGenres(_builder.Configuration);
        await using var app = _builder.Build();
        await Genres(app).ClassifyAsync(1);

        var json = await BackfillAndAudit.AuditAsync(
            app.Services.GetRequiredService<GenreAudit>(), CancellationToken.None);
        Assert.That(json, Does.Contain("\"total\":1").And.Contain("\"fresh\":1").And.Contain("\"auto_tagged\":1"));
    }

    [Test]
    public async Task A_self_hosted_model_needs_no_token()
    {
        SelfHosting.Register(_builder);
        _builder.Services.Configure<PlyrGenresOptions>(
            options => options.Replicate.BaseAddress = _docs.Simulator.BaseAddress);
        await using var app = _builder.Build();

        Assert.That((await Genres(app).ClassifyAsync(1)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(_docs.Simulator.Ledger, Has.Property("CogRuns").EqualTo(1).And.Property("PaidRuns").Empty);
    }

    [Test]
    public async Task A_failure_is_an_exception_of_the_classifier_and_a_status_of_the_workflows()
    {
        _builder.Services.AddPlyrGenres(_builder.Configuration);
        await using var app = _builder.Build();
        var classifier = app.Services.GetRequiredService<IGenreClassifier>();
        var noAudio = new Uri("data:audio/wav;base64,AAAA");
        _tracks.Put(new Track { Id = 2, FileId = "broken", Audio = noAudio });

        Assert.That(
            await Failures.ClassifyAsync(classifier, _docs.Simulator.Recording(), CancellationToken.None),
            Is.EqualTo("400 labels"));
        Assert.That(
            await Failures.ClassifyAsync(classifier, noAudio, CancellationToken.None),
            Is.EqualTo("This recording can't be analysed."));
        Assert.That(
            await Failures.SuggestAsync(Genres(app), 2, CancellationToken.None),
            Is.EqualTo("no suggestions now (AudioRejected)"));
        Assert.That(
            (await Failures.SuggestAsync(Genres(app), 1, CancellationToken.None)).Split(", "), Has.Length.EqualTo(5));
        Assert.That(await Failures.SuggestAsync(Genres(app), 3, CancellationToken.None), Is.EqualTo("no such track"));
    }

    private static TrackGenres Genres(WebApplication app) => app.Services.GetRequiredService<TrackGenres>();

    private static IEnumerable<HttpMessageHandler> Chain(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
            yield return handler;
    }
}
