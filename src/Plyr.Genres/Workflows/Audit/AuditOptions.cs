namespace Plyr.Genres;

/// <summary>What an audit tells besides its counts.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// Told of each classified track, in the store's order, as the audit passes it: the verbose form. Not kept, so that memory does not
    /// grow with the number of tracks.
    /// </summary>
    public Action<AuditedTrack>? OnClassifiedTrack { get; init; }
}
