using System.Data.Common;

namespace Plyr.Genres.Host.Storage;

/// <summary>Represents the queue of a database whose tracks and jobs share transactions.</summary>
internal interface ITransactionalQueue
{
    /// <summary>
    /// Queues the classification, unless it is already queued or running, and commits the transaction. One that is
    /// queued for later starts now.
    /// </summary>
    Task EnqueueAndCommitAsync(DbTransaction transaction, DueTrack track, CancellationToken cancellationToken);

    /// <summary>Deletes the queued classification of a track. A running one is not interrupted.</summary>
    Task RemoveAsync(long trackId, string fileId, CancellationToken cancellationToken);
}
