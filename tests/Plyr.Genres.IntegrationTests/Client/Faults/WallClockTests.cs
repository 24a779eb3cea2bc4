using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>A wall clock that is set while the client works. Durations are measured by a monotonic clock.</summary>
[TestFixture, Category("faults"), Parallelizable(ParallelScope.All)]
internal sealed class WallClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [TestCase(1)]
    [TestCase(-1)]
    public async Task Clock_that_jumps_at_any_await_changes_nothing(int days)
    {
        var step = 0;
        Footsteps steps;
        do
        {
            var time = new JumpingTime();
            steps = new Footsteps(++step, () => time.WallClockOffset = days * Day);
            time.Waiting = steps.Take;
            await using var client = await SimulatedClient.StartAsync(
                time: time, add: builder => builder.HttpClient.AddHttpMessageHandler(steps.Handler));
            Fault[] faults =
                [Script.Refused(429, "{}", retryAfter: "5"), Script.Pending, Script.Poll with { Status = 503 }];
            Array.ForEach(faults, client.Simulator.Faults.Add);
            var classification = await client.Classifier.ClassifyAsync(client.Recording());
            Assert.That(classification.Labels, Has.Count.EqualTo(400));
            Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
        }
        while (steps.Count >= step);
    }

    [TestCase(1)]
    [TestCase(-1)]
    public async Task Cool_down_lasts_as_configured_when_the_clock_is_set(int days)
    {
        var time = new JumpingTime();
        await using var client = await SimulatedClient.StartAsync(time: time);
        client.Simulator.Faults.Add(Script.Refused(500));
        client.Put(1);
        Assert.That((await client.Genres.RecommendTagsAsync(1))!.Status, Is.EqualTo(RecommendationStatus.Failed));
        time.WallClockOffset = days * Day;
        Assert.That((await client.Genres.RecommendTagsAsync(1))!.Status, Is.EqualTo(RecommendationStatus.Failed));
        Assert.That(client.Simulator.Ledger.Creates, Is.EqualTo(1));
        time.Advance(PlyrGenresDefaults.FailureCooldown);
        Assert.That((await client.Genres.RecommendTagsAsync(1))!.Status, Is.EqualTo(RecommendationStatus.Ready));
    }

    [Test]
    public async Task Claim_by_a_clock_that_is_days_ahead_delays_no_caller()
    {
        var time = new JumpingTime { WallClockOffset = 3 * Day };
        await using var client = await SimulatedClient.StartAsync(
            configure: (options, _) => options.ClaimRuns = true, time: time);
        client.Put(1, $$$"""{"genre_classification_claim":{"file_id":"a","until":"{{{time.GetUtcNow():O}}}"}}""");
        time.WallClockOffset = TimeSpan.Zero;
        var start = time.GetTimestamp();
        Assert.That((await client.Genres.ClassifyAsync(1)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(time.GetElapsedTime(start), Is.LessThan(TimeSpan.FromHours(2)));
    }
}
