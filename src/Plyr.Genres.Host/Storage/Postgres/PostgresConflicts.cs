using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Tries a transaction again that met another one. plyr.fm creates tags in an order of its own, so a deadlock can happen.</summary>
internal static class PostgresConflicts
{
    private const int MaxTries = 10;

    /// <summary>Runs a transaction that undid itself if it throws, and after a deadlock first what clears its way.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> transaction, Func<CancellationToken, Task> clearWay, TimeProvider time, CancellationToken cancellationToken)
    {
        var deadlocked = false;
        for (var tried = 1; ; tried++)
        {
            try
            {
                if (deadlocked)
                    await clearWay(cancellationToken);
                return await transaction();
            }
            catch (Exception exception) when (tried < MaxTries && DatabaseFailure.In(exception) is PostgresException failure && IsConflict(failure))
            {
                deadlocked = failure.SqlState == PostgresErrorCodes.DeadlockDetected;
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5 * tried, 20 * tried)), time, cancellationToken);
            }
        }
    }

    /// <summary>Deadlocks, serialization failures, a tag that was deleted between its creation and its link, and an artist before a tag of theirs.</summary>
    private static bool IsConflict(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || (exception.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.ForeignKeyViolation && exception.TableName is "track_tags" or "tags");
}
