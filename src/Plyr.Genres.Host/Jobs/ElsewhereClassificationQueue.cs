namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// Represents the queue of a process without jobs, which does nothing. The row is marked as due, and the process that
/// runs the jobs queues it within a minute.
/// </summary>
internal sealed class ElsewhereClassificationQueue : IClassificationQueue
{
    public Task EnqueueAsync(
        long trackId, string fileId, bool retryFailure, CancellationToken cancellationToken) => Task.CompletedTask;
}
