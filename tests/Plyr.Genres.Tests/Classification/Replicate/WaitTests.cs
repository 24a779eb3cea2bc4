using System.Net.Http.Headers;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Classification.Replicate;

/// <summary>No wait is below 0, whatever the service and the clock say.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class WaitTests
{
    [Test]
    public void A_date_that_is_past_asks_for_no_wait()
    {
        var time = new ManualTimeProvider();
        Assert.That(RetryHint.Read(new RetryConditionHeaderValue(time.GetUtcNow().AddMinutes(-1)), null, time), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Zero_seconds_in_the_body_are_a_hint_too()
    {
        using var document = JsonDocument.Parse("0");
        Assert.That(new ProblemAnswer { RetryAfter = document.RootElement }.RetryAfterTime, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Behind_the_deadline_no_time_is_left()
    {
        var time = new ManualTimeProvider();
        var deadline = new Deadline(TimeSpan.FromSeconds(60), time);

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(deadline.TimeLeft, Is.EqualTo(TimeSpan.FromSeconds(1)));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(deadline.TimeLeft, Is.EqualTo(TimeSpan.Zero));
    }
}
