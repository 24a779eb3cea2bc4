using System.Data.Common;

namespace Plyr.Genres.Host.Storage;

/// <summary>Queues a classification in the transaction that stores its track.</summary>
internal interface ITransactionalQueue
{
    /// <summary>
    /// Queues the classification, unless it is already queued or running, and commits the transaction.
    /// </summary>
    Task EnqueueAndCommitAsync(DbTransaction transaction, DueTrack track, CancellationToken cancellationToken);
}
