using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Takes classifications to do later.</summary>
internal interface IClassificationQueue
{
    /// <summary>Queues a classification. One that is queued or running already is the answer too.</summary>
    Task EnqueueAsync(long trackId, string fileId, CancellationToken cancellationToken);

    /// <summary>
    /// Queues a classification that a person asked for. It also tries a failure that is on record again, and does not
    /// wait for the next try of one that is queued already.
    /// </summary>
    Task EnqueueNowAsync(StoredTrack stored, CancellationToken cancellationToken);
}
