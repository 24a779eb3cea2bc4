namespace Plyr.Genres.Host.Jobs;

/// <summary>The tracks of a queued backfill.</summary>
/// <param name="Queued">The number of tracks that were queued.</param>
/// <param name="Known">The number of tracks that were already queued or running.</param>
/// <param name="Files">The files of all these tracks.</param>
internal sealed record QueuedTracks(long Queued, long Known, IReadOnlyList<QueuedFile> Files);
