using NUnit.Framework;
using Plyr.Genres.Workflows;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>Rule 30: how fast runs start.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 30)]
internal sealed class RunPaceTests
{
    [Test]
    public async Task A_hold_that_begins_while_a_run_waits_for_its_turn_holds_that_run_too()
    {
        var time = new ManualTimeProvider();
        var pace = new RunPace(60, time);
        await pace.WaitAsync(CancellationToken.None);
        var second = pace.WaitAsync(CancellationToken.None);
        Assert.That(await time.WhenDelayWaitsAsync(), Is.EqualTo(TimeSpan.FromSeconds(1)));

        pace.Hold(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(1));
        var waits = time.WhenDelayWaitsAsync();
        Assert.That(await Task.WhenAny(second, waits), Is.SameAs(waits));
        Assert.That(await waits, Is.EqualTo(TimeSpan.FromSeconds(9)));
        time.Advance(TimeSpan.FromSeconds(9));
        await second;
    }
}
