namespace Plyr.Genres;

/// <summary>Rule 25: which tracks, or all, are left alone by requests for suggestions after a failure, and until when. In memory only.</summary>
internal sealed class FailureCooldowns(TimeProvider time)
{
    /// <summary>The most files that are remembered.</summary>
    public const int Capacity = 10_000;

    // A rate limit resets within seconds to minutes; a hint of days is a fault that must not silence the process for days.
    private static readonly TimeSpan LongestHint = TimeSpan.FromHours(1);

    private readonly RecentFiles<Entry> _files = new(Capacity);
    private volatile Entry? _everything;

    /// <summary>How many files are remembered.</summary>
    public int Count => _files.Count;

    /// <summary>Starts the cool-down that a failure calls for.</summary>
    public void Start(RunKey key, GenreClassificationFailure failure, TimeSpan? retryAfter, PlyrGenresOptions settings)
    {
        if (failure == GenreClassificationFailure.RateLimited)
            LimitRate(Until(retryAfter is { } hint ? Shorter(hint, LongestHint) : settings.FailureCooldown));
        else if (FailureReason.IsOfEveryCall(failure))
            _everything = new Entry(failure, Until(settings.FailureCooldown), settings);
        else
            _files.Set(key, new Entry(failure, Until(settings.FailureCooldown), null));
    }

    /// <summary>The failure after which this file is still left alone, or null.</summary>
    public GenreClassificationFailure? Find(RunKey key, PlyrGenresOptions settings)
    {
        var now = time.GetTimestamp();

        // Whoever reloads the settings has mended what every call would meet, or has tried to.
        if (_everything is { } everything && now < everything.Until && (everything.Settings is null || ReferenceEquals(everything.Settings, settings)))
            return everything.Failure;
        return _files.TryGet(key, out var entry) && now < entry.Until ? entry.Failure : null;
    }

    /// <summary>Forgets what is known about a file.</summary>
    public void End(RunKey key) => _files.Remove(key);

    private void LimitRate(long until)
    {
        // Runs at once are told different waits in any order; the longest counts.
        if (_everything is not { Failure: GenreClassificationFailure.RateLimited } limit || limit.Until < until)
            _everything = new Entry(GenreClassificationFailure.RateLimited, until, null);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private long Until(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private sealed record Entry(GenreClassificationFailure Failure, long Until, PlyrGenresOptions? Settings);
}
