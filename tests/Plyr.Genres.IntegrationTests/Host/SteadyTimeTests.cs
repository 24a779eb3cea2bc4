using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class SteadyTimeTests
{
    private readonly Clock _clock = new();

    [Test]
    public void Goes_with_the_wall_clock()
    {
        var time = Wrapped();
        _clock.Pass(TimeSpan.FromMinutes(5));

        Assert.That(time.GetUtcNow(), Is.EqualTo(_clock.GetUtcNow()));
    }

    [Test]
    public void Continues_when_the_wall_clock_is_set_back()
    {
        var time = Wrapped();
        var before = time.GetUtcNow();
        _clock.Set(TimeSpan.FromDays(-1));
        _clock.Pass(TimeSpan.FromMinutes(5));

        Assert.That(time.GetUtcNow() - before, Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void Follows_a_wall_clock_that_is_set_forward()
    {
        var time = Wrapped();
        _clock.Set(TimeSpan.FromDays(1));

        Assert.That(time.GetUtcNow(), Is.EqualTo(_clock.GetUtcNow()));
    }

    [Test]
    public void Warns_once_when_the_wall_clock_is_set_back()
    {
        var log = new LogRecorder();
        var time = Wrapped(log);
        _clock.Set(TimeSpan.FromDays(-1));

        time.GetUtcNow();
        time.GetUtcNow();

        Assert.That(log.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { "ClockSetBack" }));
    }

    private TimeProvider Wrapped(LogRecorder? log = null)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log ?? new LogRecorder()))
            .AddSingleton<TimeProvider>(_clock);
        SteadyTime.Wrap(services);
        return services.BuildServiceProvider().GetRequiredService<TimeProvider>();
    }

    /// <summary>A wall clock that can be set, beside a monotonic clock that can't.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _timestamp;

        public void Pass(TimeSpan time)
        {
            _now += time;
            _timestamp += time.Ticks;
        }

        public void Set(TimeSpan difference) => _now += difference;
    }
}
