namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// A track and its file at the time when it was queued, in 16 bytes, so that a million of them can be remembered.
/// </summary>
internal readonly record struct QueuedFile(long TrackId, int FileHash)
{
    public static QueuedFile Of(long trackId, string? fileId) =>
        new(trackId, string.GetHashCode(fileId, StringComparison.Ordinal));

    /// <summary>Whether the track still has that file. The hash is this process's own, as the memory is.</summary>
    public bool IsFileOf(Track track) => string.GetHashCode(track.FileId, StringComparison.Ordinal) == FileHash;
}
