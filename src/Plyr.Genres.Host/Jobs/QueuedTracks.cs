namespace Plyr.Genres.Host.Jobs;

/// <summary>What became of the tracks that a backfill handed over.</summary>
/// <param name="Queued">Those that were queued.</param>
/// <param name="Known">Those that were queued or running already.</param>
/// <param name="Files">All of them.</param>
internal sealed record QueuedTracks(long Queued, long Known, IReadOnlyList<QueuedFile> Files);
