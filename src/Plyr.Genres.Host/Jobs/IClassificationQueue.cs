using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Queues classifications.</summary>
internal interface IClassificationQueue
{
    /// <summary>Queues a classification unless it is already queued or running.</summary>
    Task EnqueueAsync(long trackId, string fileId, CancellationToken cancellationToken);

    /// <summary>
    /// Queues a classification that a user requested. Also retries a recorded failure, and starts the next attempt of a
    /// waiting classification now.
    /// </summary>
    Task EnqueueNowAsync(StoredTrack stored, CancellationToken cancellationToken);
}
