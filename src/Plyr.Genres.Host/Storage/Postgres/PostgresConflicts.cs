using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// Retries a transaction after a conflict with another one. Deadlocks are possible, because plyr.fm creates tags in
/// another order.
/// </summary>
internal static class PostgresConflicts
{
    private const int MaxAttempts = 10;

    /// <summary>
    /// Runs a transaction, which must roll back if it throws. After a deadlock, creates its tags before retrying.
    /// </summary>
    public static async Task<T> RetryAsync<T>(
        PostgresPool pool,
        TimeProvider time,
        Func<PostgresTags, Task<T>> transaction,
        CancellationToken cancellationToken)
    {
        var tagging = new PostgresTags(pool, time);
        var deadlocked = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (deadlocked)
                    await tagging.CreateOneByOneAsync(cancellationToken);
                return await transaction(tagging);
            }
            catch (Exception exception)
                when (attempt < MaxAttempts
                    && DatabaseFailure.In(exception) is PostgresException failure
                    && IsConflict(failure))
            {
                deadlocked = failure.SqlState == PostgresErrorCodes.DeadlockDetected;
                var delay = TimeSpan.FromMilliseconds(Random.Shared.Next(5 * attempt, 20 * attempt));
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Returns whether the failure is a deadlock, a serialization failure, or caused by another transaction that
    /// deleted a tag before it was linked, or an artist before its tag was created.
    /// </summary>
    private static bool IsConflict(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => true,
        PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.ForeignKeyViolation =>
            exception.TableName is "track_tags" or "tags",
        _ => false,
    };
}
