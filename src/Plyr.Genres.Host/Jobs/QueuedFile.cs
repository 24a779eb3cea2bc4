namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// A queued track and the hash of its file id. It takes 16 bytes, because a backfill may queue a million tracks.
/// </summary>
internal readonly record struct QueuedFile(long TrackId, int FileHash)
{
    public static QueuedFile Of(long trackId, string? fileId) =>
        new(trackId, string.GetHashCode(fileId, StringComparison.Ordinal));

    /// <summary>Returns whether the track still has the queued file.</summary>
    public bool IsFileOf(Track track) => string.GetHashCode(track.FileId, StringComparison.Ordinal) == FileHash;
}
