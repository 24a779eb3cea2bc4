using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>What a backfill makes of an answer that the track refuses, and of a service that refuses it.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class BackfillRefusalTests
{
    [Test]
    public async Task A_paid_answer_that_a_backfill_could_not_store_is_counted_as_asked()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Run = (_, _) =>
        {
            flow.ReplaceAudio("b");
            return Task.FromResult(FakeClassifier.Ambient);
        };
        Assert.That(
            await flow.Backfill().RunAsync(new BackfillOptions()),
            Has.Property("Asked").EqualTo(1).And.Property("Skipped").EqualTo(1));
    }

    [Test]
    public async Task Backfill_that_is_refused_repeatedly_asks_eleven_times_for_a_track()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, TimeSpan.Zero);
        var report = await flow.Backfill().RunAsync(new BackfillOptions { RunsPerMinute = int.MaxValue });
        Assert.That((flow.Classifier.Calls, report.Failed["rate_limited"]), Is.EqualTo((11, 1)));
    }
}
