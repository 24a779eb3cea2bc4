using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Runs;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// What a dashboard is told of each instrument before anything is measured, and the names of outcomes.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class InstrumentTests
{
    [Test]
    public async Task Each_instrument_has_a_unit_and_a_description()
    {
        await using var flow = new Flow();
        var scope = flow.Services.GetRequiredService<IMeterFactory>();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, scope))
                    instruments.Add(instrument);
            },
        };
        listener.Start();

        Assert.That(instruments.Select(instrument => $"{instrument.Name} in {instrument.Unit}"), Is.EquivalentTo(new[]
        {
            "plyr.genres.runs in {run}",
            "plyr.genres.run.duration in s",
            "plyr.genres.billed_time in s",
            "plyr.genres.cost in {USD}",
            "plyr.genres.stored_answers in {answer}",
            "plyr.genres.joined_callers in {caller}",
            "plyr.genres.refused_writes in {write}",
            "plyr.genres.tags_added in {tag}",
        }));
        Assert.That(instruments.Select(instrument => instrument.Description), Is.All.EndsWith("."));
    }

    [TestCase(ClassificationStatus.Classified, null, "classified")]
    [TestCase(ClassificationStatus.AlreadyFresh, null, "already_fresh")]
    [TestCase(ClassificationStatus.Empty, null, "empty")]
    [TestCase(ClassificationStatus.NoAudio, null, "no_audio")]
    [TestCase(ClassificationStatus.Disabled, null, "disabled")]
    [TestCase(ClassificationStatus.Superseded, null, "superseded")]
    [TestCase(ClassificationStatus.NotFound, null, "not_found")]
    [TestCase(ClassificationStatus.Failed, GenreClassificationFailure.TimedOut, "timed_out")]
    public void Each_outcome_has_its_name(
        ClassificationStatus status, GenreClassificationFailure? failure, string name) =>
        Assert.That(new RunOutcome(status) { Failure = failure }.ToText(), Is.EqualTo(name));

    [TestCase(null, 0.00019)]
    [TestCase(3.0, 0.0003)]
    public async Task Run_that_succeeded_without_its_output_is_priced(double? seconds, double cost)
    {
        await using var flow = new Flow();
        using var metrics = new MetricRecorder(flow);
        flow.Put();
        flow.Classifier.Throws(
            new GenreClassificationException(GenreClassificationFailure.TimedOut, "The output was not fetched.")
            {
                PredictTime = seconds is { } time ? TimeSpan.FromSeconds(time) : null,
                RunSucceeded = true,
            });

        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(
            metrics.All,
            Does.Contain(FormattableString.Invariant($"plyr.genres.cost {cost} {{plyr.genres.origin=upload}}")));
    }

    [Test]
    public async Task Settled_tags_and_joined_callers_are_counted()
    {
        await using var flow = new Flow();
        using var metrics = new MetricRecorder(flow);
        flow.Put(Flow.Wanted(Flow.Stored("a", ("dub", 0.9))));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(
            metrics.All, Is.EqualTo(new[] { "plyr.genres.stored_answers 1 {}", "plyr.genres.tags_added 1 {}" }));
        Assert.That(
            flow.Logs.Entries.Select(entry => entry.Text),
            Does.Contain("Track 668: pending auto-tags settled from stored predictions, 1 tags added."));

        flow.ReplaceAudio("b");
        var gate = flow.Classifier.Holds();
        var upload = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        var viewer = flow.Genres.RecommendTagsWithoutRunAsync(Flow.Id);
        gate.Answer();
        await Task.WhenAll(upload, viewer);
        Assert.That(metrics.All, Does.Contain("plyr.genres.joined_callers 1 {}"));
    }
}
