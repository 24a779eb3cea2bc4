using Plyr.Genres.Classification;

namespace Plyr.Genres.Runs;

/// <summary>Remembers failures, after which on-demand requests skip a file, or all files, for some time.</summary>
internal sealed class FailureCooldowns(TimeProvider time)
{
    /// <summary>The maximum number of remembered files. The oldest are dropped first.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<RunKey, Cooldown> _files = [];
    private ServiceCooldown? _service;
    private long _rateLimitedUntil;

    /// <summary>Starts the cool-down that a failure asks for.</summary>
    public void Start(RunKey key, GenreClassificationException exception, PlyrGenresOptions options)
    {
        var until = Until(options.FailureCooldown);
        lock (_lock)
        {
            if (exception.Failure == GenreClassificationFailure.RateLimited)
            {
                // Concurrent runs receive different hints in any order. The longest applies.
                _rateLimitedUntil = Math.Max(_rateLimitedUntil, exception.RetryAfter is { } hint ? Until(hint) : until);
            }
            else if (exception.Failure.AffectsEveryCall())
            {
                _service = new ServiceCooldown(exception.Failure, until, options);
            }
            else
            {
                _files.Remove(key);
                _files.Add(key, new Cooldown(exception.Failure, until));
                if (_files.Count > Capacity)
                    _files.RemoveAt(0);
            }
        }
    }

    /// <summary>Returns the failure because of which a file is skipped; null when it is not.</summary>
    public GenreClassificationFailure? Find(RunKey key, PlyrGenresOptions options)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            // Reloaded options may have fixed what every call failed with.
            if (_service is { } service && now < service.Until && ReferenceEquals(service.Options, options))
                return service.Failure;
            if (now < _rateLimitedUntil)
                return GenreClassificationFailure.RateLimited;
            return _files.TryGetValue(key, out var file) && now < file.Until ? file.Failure : null;
        }
    }

    /// <summary>Ends the cool-down of a file, and of the service, which answered.</summary>
    public void EndAfterAnswer(RunKey key)
    {
        lock (_lock)
        {
            _files.Remove(key);
            _service = null;
        }
    }

    /// <summary>Ends the cool-down of a file.</summary>
    public void End(RunKey key)
    {
        lock (_lock)
            _files.Remove(key);
    }

    private long Until(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private readonly record struct Cooldown(GenreClassificationFailure Failure, long Until);

    private sealed record ServiceCooldown(GenreClassificationFailure Failure, long Until, PlyrGenresOptions Options);
}
