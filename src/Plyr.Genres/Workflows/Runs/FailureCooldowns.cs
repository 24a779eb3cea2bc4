namespace Plyr.Genres;

/// <summary>Rule 25: which tracks, or all, are left alone by requests for suggestions after a failure, and until when. In memory only.</summary>
internal sealed class FailureCooldowns(TimeProvider time)
{
    /// <summary>The most files that are remembered.</summary>
    public const int Capacity = 10_000;

    // A rate limit resets within seconds to minutes; a hint of days is a fault that must not silence the process for days.
    private static readonly TimeSpan LongestHint = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly RecentFiles<Entry> _files = new(Capacity);
    private EveryCall? _everyCall;
    private long? _rateLimitUntil;

    /// <summary>The wait that a service asks for, or the longest that is believed.</summary>
    public static TimeSpan Cut(TimeSpan hint) => hint < LongestHint ? hint : LongestHint;

    /// <summary>Starts the cool-down that a failure calls for.</summary>
    public void Start(RunKey key, GenreClassificationFailure failure, TimeSpan? retryAfter, PlyrGenresOptions settings)
    {
        if (failure == GenreClassificationFailure.RateLimited)
            LimitRate(Until(retryAfter is { } hint ? Cut(hint) : settings.FailureCooldown));
        else if (FailureReason.IsOfEveryCall(failure))
            StopEveryCall(new EveryCall(failure, Until(settings.FailureCooldown), settings));
        else
            _files.Set(key, new Entry(failure, Until(settings.FailureCooldown)));
    }

    /// <summary>The failure after which this file is still left alone, or null.</summary>
    public GenreClassificationFailure? Find(RunKey key, PlyrGenresOptions settings)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            // Whoever reloads the settings has mended what every call would meet, or has tried to.
            if (_everyCall is { } everyCall && now < everyCall.Until && ReferenceEquals(everyCall.Settings, settings))
                return everyCall.Failure;
            if (now < _rateLimitUntil)
                return GenreClassificationFailure.RateLimited;
        }

        return _files.TryGet(key, out var entry) && now < entry.Until ? entry.Failure : null;
    }

    /// <summary>Forgets what is known about a file.</summary>
    public void End(RunKey key) => _files.Remove(key);

    private void LimitRate(long until)
    {
        // Runs at once are told different waits in any order; the longest counts.
        lock (_lock)
            _rateLimitUntil = _rateLimitUntil > until ? _rateLimitUntil : until;
    }

    private void StopEveryCall(EveryCall everyCall)
    {
        lock (_lock)
            _everyCall = everyCall;
    }

    private long Until(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private sealed record Entry(GenreClassificationFailure Failure, long Until);

    private sealed record EveryCall(GenreClassificationFailure Failure, long Until, PlyrGenresOptions Settings);
}
