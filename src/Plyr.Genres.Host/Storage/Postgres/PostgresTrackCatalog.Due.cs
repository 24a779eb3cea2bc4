using NpgsqlTypes;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <content>Reads and changes which tracks are due for classification.</content>
internal sealed partial class PostgresTrackCatalog
{
    public async Task<IReadOnlyList<DueTrack>> ListDueAsync(
        long after, int take, CancellationToken cancellationToken) =>
        await pool.ListAsync(
            $"""
            SELECT t.id::bigint, t.file_id FROM {PostgresSchema.Uploads} u JOIN tracks t ON t.id = u.track_id
            WHERE u.classification_due AND u.track_id > $1 ORDER BY u.track_id LIMIT $2
            """,
            [after, take],
            reader => new DueTrack(reader.GetInt64(0), reader.GetString(1)),
            cancellationToken);

    public Task MarkDueAsync(long id, CancellationToken cancellationToken) =>
        pool.ExecuteAsync(
            $"""
            INSERT INTO {PostgresSchema.Uploads} (track_id, file_size, content_type, classification_due)
                VALUES ($1, 0, 'application/octet-stream', true)
            ON CONFLICT (track_id) DO UPDATE SET classification_due = true, waiting_failure = NULL
            """,
            [(int)id],
            cancellationToken);

    public Task SetWaitingAsync(long id, string fileId, WaitingReason reason, CancellationToken cancellationToken) =>
        pool.ExecuteAsync(
            $"""
            UPDATE {PostgresSchema.Uploads} SET waiting_failure = $3, waiting_until = $4
            WHERE track_id = $1 AND EXISTS (SELECT 1 FROM tracks WHERE id = $1 AND file_id = $2)
            """,
            [(int)id, fileId, reason.Failure, OrNull(reason.Until, NpgsqlDbType.TimestampTz)],
            cancellationToken);

    public async Task SetFailureAsync(long id, string fileId, string failure, CancellationToken cancellationToken)
    {
        if (!await HasUploadsAsync(cancellationToken))
            return;
        await pool.ExecuteAsync(
            $"""
            UPDATE {PostgresSchema.Uploads} SET waiting_failure = $3,
                waiting_until = CASE WHEN classification_due AND waiting_failure IS NOT NULL THEN waiting_until END
            WHERE track_id = $1 AND EXISTS (SELECT 1 FROM tracks WHERE id = $1 AND file_id = $2)
            """,
            [(int)id, fileId, failure],
            cancellationToken);
    }

    public Task SettleAsync(long id, long audioVersion, CancellationToken cancellationToken) =>
        pool.ExecuteAsync(
            $"""
            UPDATE {PostgresSchema.Uploads} SET classification_due = false
            WHERE track_id = $1 AND audio_version = $2 AND classification_due
            """,
            [id, audioVersion],
            cancellationToken);

    public async Task CancelAsync(long id, CancellationToken cancellationToken)
    {
        if (!await HasUploadsAsync(cancellationToken))
            return;
        await pool.ExecuteAsync(
            $"""
            UPDATE {PostgresSchema.Uploads} SET classification_due = false, waiting_failure = NULL
            WHERE track_id = $1 AND (classification_due OR waiting_failure IS NOT NULL)
            """,
            [id],
            cancellationToken);

        // A job of a queued backfill would classify a track that isn't due. Commands don't create the jobs' tables.
        var fileId = await pool.ExecuteAsync(
            $"SELECT file_id FROM tracks WHERE id = $1 AND to_regclass('{PostgresSchema.Jobs}') IS NOT NULL",
            [id],
            cancellationToken) as string;
        if (fileId is not null)
            await queue.RemoveAsync(id, fileId, cancellationToken);
    }

    /// <summary>
    /// Returns whether the table of uploads exists. Commands don't create it. Without it, no track is due.
    /// </summary>
    private async Task<bool> HasUploadsAsync(CancellationToken cancellationToken) =>
        await pool.ExecuteAsync(
            $"SELECT to_regclass('{PostgresSchema.Uploads}') IS NOT NULL", [], cancellationToken) is true;
}
