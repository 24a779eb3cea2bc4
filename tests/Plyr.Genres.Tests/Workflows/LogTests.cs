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
}
