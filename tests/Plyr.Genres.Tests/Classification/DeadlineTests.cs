using NUnit.Framework;
using Plyr.Genres.Replicate;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Classification;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class DeadlineTests
{
    [Test]
    public void No_time_is_left_after_the_deadline()
    {
        var time = new ManualTimeProvider();
        var deadline = new Deadline(TimeSpan.FromSeconds(60), time);

        time.Advance(TimeSpan.FromSeconds(59));
        var before = deadline.TimeLeft;
        time.Advance(TimeSpan.FromSeconds(2));
        var after = deadline.TimeLeft;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(after, Is.EqualTo(TimeSpan.Zero));
        }
    }
}
