using System.Data.Common;

namespace Plyr.Genres.Host.Storage;

/// <summary>Queues a classification in the transaction that stores its track: both are there, or neither.</summary>
internal interface ITransactionalQueue
{
    /// <summary>
    /// Queues the classification and commits. One that is queued or running already is the answer too.
    /// </summary>
    Task EnqueueAndCommitAsync(DbTransaction transaction, DueTrack track, CancellationToken cancellationToken);
}
