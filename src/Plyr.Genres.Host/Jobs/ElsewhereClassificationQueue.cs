using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// For a process without jobs: the row says that it is due, and the process that runs the jobs finds it within a
/// minute.
/// </summary>
internal sealed class ElsewhereClassificationQueue : IClassificationQueue
{
    public Task EnqueueAsync(long trackId, string fileId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task EnqueueNowAsync(StoredTrack stored, CancellationToken cancellationToken) => Task.CompletedTask;
}
