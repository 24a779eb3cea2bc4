using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// Represents a clock that is never set back. It follows the monotonic clock, and the wall clock only moves it forward.
/// </summary>
/// <remarks>
/// Jobs are stored with the time of their next start. If the clock were set back, no job would start for that time.
/// </remarks>
internal sealed partial class SteadyTime(TimeProvider inner, ILogger<SteadyTime> logger) : TimeProvider
{
    /// <summary>The minimum difference to log. Corrections by NTP are smaller.</summary>
    private static readonly TimeSpan LogThreshold = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _now = inner.GetUtcNow();
    private long _timestamp = inner.GetTimestamp();
    private bool _isAhead;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>Replaces the clock of a host's services with one that is never set back.</summary>
    public static void Wrap(IServiceCollection services)
    {
        const string Key = "wall-clock";
        var wall = services.Last(service => service.ServiceType == typeof(TimeProvider) && !service.IsKeyedService);
        services.RemoveAll<TimeProvider>();
        services.AddKeyedSingleton(Key, (provider, _) => CreateWall(provider));
        services.AddSingleton<TimeProvider>(provider => new SteadyTime(
            provider.GetRequiredKeyedService<TimeProvider>(Key), provider.GetRequiredService<ILogger<SteadyTime>>()));

        TimeProvider CreateWall(IServiceProvider provider) => (TimeProvider)(
            wall.ImplementationInstance
            ?? wall.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, wall.ImplementationType!));
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var timestamp = inner.GetTimestamp();
            var steady = _now + inner.GetElapsedTime(_timestamp, timestamp);
            var wall = inner.GetUtcNow();
            var isAhead = steady - wall > LogThreshold;
            if (isAhead && !_isAhead)
                LogSetBack(logger, steady - wall);
            _isAhead = isAhead;
            _timestamp = timestamp;
            return _now = wall > steady ? wall : steady;
        }
    }

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    [LoggerMessage(
        12,
        LogLevel.Warning,
        "The system clock was set back by {Time}. This process continues with its own time. Restart it if the new time "
        + "is correct.",
        EventName = "ClockSetBack")]
    private static partial void LogSetBack(ILogger logger, TimeSpan time);
}
