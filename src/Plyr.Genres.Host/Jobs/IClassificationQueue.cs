namespace Plyr.Genres.Host.Jobs;

/// <summary>Takes classifications to do later.</summary>
internal interface IClassificationQueue
{
    /// <summary>Queues a classification. One that is queued or running already is the answer too.</summary>
    Task EnqueueAsync(long trackId, string fileId, CancellationToken cancellationToken);
}
