using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>What an operator reads of the tracks.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class LogTests
{
    [Test]
    public async Task Refused_and_unstored_answers_are_logged()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Run = (_, _) =>
        {
            flow.ReplaceAudio("b");
            return Task.FromResult(FakeClassifier.Ambient);
        };
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(
            flow.Logs.Entries,
            Has.Member((
                LogLevel.Information, "AnswerRefused",
                "Track 668: answer not stored, because the track changed during the run.")));
        Assert.That(flow.Logs.Entries.Select(entry => entry.Name), Does.Not.Contain("TrackClassified"));

        flow.Store.BeforeUpdate = _ => throw new IOException("The disk is full.");
        await Assert.CatchAsync<IOException>(() => flow.Genres.ClassifyAsync(Flow.Id));
        Assert.That(
            flow.Logs.Entries,
            Has.Member((
                LogLevel.Error, "AnswerNotStored",
                "Track 668: the answer could not be stored. It is kept in memory, and the next call stores it.")));
    }

    [Test]
    public async Task Unreadable_parts_of_a_listed_track_are_logged()
    {
        await using var flow = new Flow();
        flow.Put("""{"genre_predictions":7}""");
        await Backfill.BackfillFlow.Backfill(flow).RunAsync(new BackfillOptions { DryRun = true });
        Assert.That(
            flow.Logs.Entries,
            Has.Member((
                LogLevel.Warning, "ExtraKeyUnreadable",
                "Track 668: 'genre_predictions' in its extra has an unexpected shape and counts as absent.")));
    }

    [Test]
    public async Task Forgotten_tracks_are_logged()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("dub", 0.9)));
        await flow.Genres.ForgetAsync(Flow.Id);
        Assert.That(
            flow.Logs.Entries,
            Has.Member((LogLevel.Information, "TrackForgotten", "Track 668: all genre data removed.")));
    }

    [TestCase("prediction-1", "prediction-1")]
    [TestCase(null, "unknown")]
    public async Task Classified_tracks_are_logged_with_their_tags_and_prediction(string? predictionId, string logged)
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Run = (_, _) => Task.FromResult(
            new GenreClassification { Labels = FakeClassifier.Ambient.Labels, PredictionId = predictionId });

        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Logs.Entries, Has.Member((
            LogLevel.Information,
            "TrackClassified",
            $"Track 668 classified: 4 predictions, 2 tags added, 0 removed, prediction {logged}.")));
    }

    [Test]
    public async Task Answer_that_could_not_be_stored_on_a_forgotten_track_is_logged_as_refused()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        await flow.Genres.ForgetAsync(Flow.Id);
        flow.Store.BeforeUpdate = _ => throw new TimeoutException();

        gate.Answer();
        await Assert.ThrowsAsync<TimeoutException>(() => classification);

        var names = flow.Logs.Entries.Select(entry => entry.Name).ToArray();
        Assert.That(names, Does.Contain("AnswerRefused"));
        Assert.That(names, Does.Not.Contain("AnswerNotStored"));
    }

    [Test]
    public async Task Renormalized_tracks_are_logged()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.AnswersAll(("Electronic---Ambient", 0.8));
        await flow.Genres.ClassifyAsync(Flow.Id);
        await using var later = new Flow(options => options.Aliases["ambient"] = "chill", flow);

        await later.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);

        Assert.That(later.Logs.Entries, Has.Member((
            LogLevel.Debug,
            "TrackRenormalized",
            "Track 668 renormalized: 10 predictions, 1 tags added, 1 removed.")));
    }

    [Test]
    public async Task Removed_auto_tags_are_logged()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(), tags: ["mine"]);
        await flow.Genres.ClassifyAsync(Flow.Id);

        await flow.Genres.RemoveAutoTagsAsync(Flow.Id);

        Assert.That(
            flow.Logs.Entries,
            Has.Member((LogLevel.Information, "AutoTagsRemoved", "Track 668: 2 auto-tags removed.")));
    }

    [Test]
    public async Task Answer_without_a_usable_score_is_logged_as_a_sentence()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Answers(("Rock", 80), ("Dub", -1));

        var result = await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(result.Failure, Is.EqualTo(GenreClassificationFailure.MalformedOutput));
        Assert.That(flow.Logs.Entries, Has.Member((
            LogLevel.Warning,
            "TrackFailed",
            "Track 668 not classified (MalformedOutput): The classifier returned no score from 0 to 1. Fix the "
            + "classifier, or convert its scores.")));
    }

    [Test]
    public async Task Timeout_of_a_hosts_classifier_is_logged_as_a_sentence()
    {
        await using var flow = new Flow(options => options.Timeout = TimeSpan.FromSeconds(7.5));
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        flow.Time.Advance(TimeSpan.FromSeconds(8.5));
        await classification;

        Assert.That(flow.Logs.Entries, Has.Member((
            LogLevel.Warning,
            "TrackFailed",
            "Track 668 not classified (TimedOut): The classifier gave no answer within 7.5 seconds. Retry later, or "
            + "raise Timeout (REPLICATE_TIMEOUT_SECONDS).")));
    }

    [TestCase(typeof(InvalidOperationException), "The classifier threw an unexpected InvalidOperationException. See "
        + "the log, and fix the classifier.")]
    [TestCase(typeof(OperationCanceledException), "The classifier canceled the run. Retry later.")]
    [TestCase(typeof(ArgumentException), "The classifier does not accept the track's audio: Value does not fall "
        + "within the expected range.")]
    public async Task Exceptions_of_a_hosts_classifier_are_logged_as_a_sentence(Type exception, string sentence)
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Throws((Exception)Activator.CreateInstance(exception)!);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Logs.Entries.Single(entry => entry.Name == "TrackFailed").Text, Does.Contain(sentence));
    }

    [Test]
    public async Task Backfill_logs_its_end_and_the_track_whose_store_failed()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Store.BeforeUpdate = number => throw new IOException($"Write {number} failed.");
        await Backfill.BackfillFlow.Backfill(flow).RunAsync(new BackfillOptions());
        Assert.That(
            flow.Logs.Entries.Select(entry => entry.Text),
            Does.Contain("Track 668: the store failed. The backfill continues with the next track."));
        Assert.That(
            flow.Logs.Entries.Single(entry => entry.Name == "BackfillEnded").Text,
            Does.StartWith("Backfill ended (finished): 1 tracks, 1 passed to the model, 0 classified,"));
    }

    [Test]
    public async Task Backfill_logs_the_failure_that_stopped_it()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.BillingRequired);

        await Backfill.BackfillFlow.Backfill(flow).RunAsync(new BackfillOptions());

        Assert.That(
            flow.Logs.Entries.Single(entry => entry.Name == "BackfillEnded").Text,
            Does.StartWith("Backfill ended (stopped by billing_required): 1 tracks,"));
    }
}
