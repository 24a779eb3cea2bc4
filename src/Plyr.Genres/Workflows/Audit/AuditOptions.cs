namespace Plyr.Genres;

/// <summary>Provides the options of an audit.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// Gets a callback for each processed track (fresh, failed or stale), in the store's order. The tracks are not
    /// kept, so memory does not grow with their number.
    /// </summary>
    public Action<AuditedTrack>? OnProcessedTrack { get; init; }
}
