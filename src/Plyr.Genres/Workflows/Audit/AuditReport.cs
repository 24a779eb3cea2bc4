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

/// <summary>Represents the processed tracks of an artist.</summary>
public sealed record AuditedArtist
{
    /// <summary>Gets the artist; null for tracks without one.</summary>
    public string? Artist { get; init; }

    /// <summary>Gets the number of processed tracks: fresh, failed and stale.</summary>
    public long Processed => Fresh + Failed + Stale;

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Fresh"/>.</summary>
    public long Fresh { get; init; }

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Failed"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Gets the number of tracks in the state <see cref="GenreState.Stale"/>.</summary>
    public long Stale { get; init; }
}

/// <summary>Represents a processed track: one whose audio was sent to the model.</summary>
public sealed record AuditedTrack
{
    /// <summary>Gets the track's id.</summary>
    public required TrackId Id { get; init; }

    /// <summary>Gets what is stored about the current file.</summary>
    public required GenreState State { get; init; }

    /// <summary>Gets the recorded reason in snake_case, for <see cref="GenreState.Failed"/>.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Gets the title.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the artist.</summary>
    public string? Artist { get; init; }

    /// <summary>Gets when the track was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets the model that gave the predictions; null for those of the original system.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the track's current file.</summary>
    public string? FileId { get; init; }

    /// <summary>Gets the tags that the library added and that are still on the track.</summary>
    public IReadOnlyList<string> AutoTags { get; init; } = [];
}

/// <summary>Provides the options of an audit.</summary>
public sealed class AuditOptions
{
    /// <summary>Gets a callback for each processed track, in the store's order. The tracks are not kept.</summary>
    public Action<AuditedTrack>? OnProcessedTrack { get; init; }
}
