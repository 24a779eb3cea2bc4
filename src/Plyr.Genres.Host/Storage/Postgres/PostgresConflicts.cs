using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// Tries a transaction again after a conflict with another one. plyr.fm creates tags in an order of its own, so a
/// deadlock can happen.
/// </summary>
internal static class PostgresConflicts
{
    private const int MaxTries = 10;

    /// <summary>
    /// Runs a transaction that undoes itself if it throws. After a deadlock, the tags that it wanted are created first.
    /// </summary>
    public static async Task<T> RetryAsync<T>(
        PostgresPool pool, TimeProvider time, Func<PostgresTags, Task<T>> transaction,
        CancellationToken cancellationToken)
    {
        var tagging = new PostgresTags(pool, time);
        var deadlocked = false;
        for (var tried = 1; ; tried++)
        {
            try
            {
                if (deadlocked)
                    await tagging.CreateOneByOneAsync(cancellationToken);
                return await transaction(tagging);
            }
            catch (Exception exception) when (
                tried < MaxTries && DatabaseFailure.In(exception) is PostgresException failure && IsConflict(failure))
            {
                deadlocked = failure.SqlState == PostgresErrorCodes.DeadlockDetected;
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Random.Shared.Next(5 * tried, 20 * tried)), time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Deadlocks, serialization failures, a tag that was deleted between its creation and its link, and an artist
    /// before a tag of theirs.
    /// </summary>
    private static bool IsConflict(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || (
            exception.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.ForeignKeyViolation
                && exception.TableName is "track_tags" or "tags");
}
