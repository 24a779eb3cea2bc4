namespace Plyr.Genres;

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
