namespace Plyr.Genres;

/// <summary>Represents the result of an audit. Each track is exactly one of fresh, failed, stale and missing.</summary>
public sealed record AuditReport
{
    /// <summary>Gets the number of tracks.</summary>
    public long Total { get; init; }

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Fresh"/>.</summary>
    public long Fresh { get; init; }

    /// <summary>Gets the number of fresh tracks for which the model returned no usable genre.</summary>
    public long Empty { get; init; }

    /// <summary>Gets the number of fresh tracks whose predictions were made by a simulator.</summary>
    public long Simulated { get; init; }

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Failed"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Gets the number of failed tracks by reason, in snake_case.</summary>
    public IReadOnlyDictionary<string, long> FailedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Stale"/>.</summary>
    public long Stale { get; init; }

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Missing"/>.</summary>
    public long Missing { get; init; }

    /// <summary>Gets the number of tracks with tags that the library added and that are still on the track.</summary>
    public long AutoTagged { get; init; }

    /// <summary>Gets the number of tracks with pending auto-tags.</summary>
    public long Pending { get; init; }

    /// <summary>Gets the processed tracks by artist, most first, then by name.</summary>
    public IReadOnlyList<AuditedArtist> Artists { get; init; } = [];
}
