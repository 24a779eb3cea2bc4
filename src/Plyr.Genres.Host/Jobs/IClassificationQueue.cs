namespace Plyr.Genres.Host.Jobs;

/// <summary>Queues classifications.</summary>
internal interface IClassificationQueue
{
    /// <summary>
    /// Queues a classification unless it is already queued or running. One that is queued for later starts now.
    /// </summary>
    /// <param name="trackId">The track's id.</param>
    /// <param name="fileId">The id of the track's file.</param>
    /// <param name="retryFailure">Whether to retry a recorded failure.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task EnqueueAsync(long trackId, string fileId, bool retryFailure, CancellationToken cancellationToken);
}
