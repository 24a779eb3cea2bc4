using Npgsql;
using NpgsqlTypes;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Stores the tracks of the host in PostgreSQL. Due tracks are queued in the same transaction.</summary>
internal sealed partial class PostgresTrackCatalog(
    PostgresPool pool, PostgresStoredTracks tracks, ITransactionalQueue queue, TimeProvider time)
    : ITrackCatalog
{
    /// <summary>Locks a file against other transactions that place or remove it.</summary>
    private const string LockFile = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    public bool QueuesWithRow => true;

    public async Task<bool> OwnsTracksAsync(CancellationToken cancellationToken) =>
        await pool.ExecuteAsync($"SELECT {PostgresSchema.OwnsTracks}", [], cancellationToken) is true;

    public async Task<StoredTrack> AddAsync(
        NewTrack track, StoredAudio audio, Action placeAudio, bool classificationDue,
        CancellationToken cancellationToken)
    {
        var artistDid = await CreateArtistAsync(track.Artist, cancellationToken);
        return await WriteAsync(async (connection, tagging) =>
        {
            await using var adding = new NpgsqlBatch(connection);
            adding.Add(LockFile, audio.FileId);
            adding.Add(
                $"""
                WITH added AS (
                    INSERT INTO tracks (title, artist_did, file_id, r2_url, extra, created_at)
                        VALUES ($1, $2, $3, $4, $5::jsonb, $6) RETURNING id
                ), upload AS (
                    INSERT INTO {PostgresSchema.Uploads} (track_id, file_size, content_type, classification_due,
                        duration_seconds) SELECT id, $7, $8, $9, $10 FROM added
                )
                SELECT id::bigint FROM added
                """,
                track.Title, artistDid, audio.FileId, HostedAudio.Reference(audio.FileId),
                track.AutoTag ? """{"auto_tag":true}""" : "{}", time.GetUtcNow(), audio.Size, audio.ContentType,
                classificationDue, OrNull(audio.DurationSeconds, NpgsqlDbType.Double));
            var id = await adding.LastNumberAsync(cancellationToken);
            await tagging.SetAsync(connection, id, artistDid, [], track.Tags, cancellationToken);
            placeAudio();
            return await tracks.FindAsync(connection, id, cancellationToken)
                ?? throw new InvalidOperationException($"Track {id} was deleted before it was stored.");
        }, stored => stored, cancellationToken);
    }

    public Task<StoredTrack?> FindAsync(long id, CancellationToken cancellationToken) =>
        pool.RunAsync(connection => tracks.FindAsync(connection, id, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<StoredTrack>> ListByTagAsync(
        string name, long after, int take, CancellationToken cancellationToken) =>
        await pool.ListAsync(
            $"""
            {PostgresStoredTracks.Select}
            WHERE t.id IN (
                SELECT l.track_id FROM track_tags l JOIN tags g ON g.id = l.tag_id
                    WHERE g.name = $1 AND l.track_id > $2 ORDER BY l.track_id LIMIT $3
            )
            ORDER BY t.id
            """,
            [name, after, take],
            tracks.Read,
            cancellationToken);

    public async Task<StoredTrack?> EditAsync(
        long id, string title, string? artist, Func<IReadOnlyList<string>, IReadOnlyList<string>> edit,
        CancellationToken cancellationToken)
    {
        var givenDid = artist is null ? null : await CreateArtistAsync(artist, cancellationToken);
        return await WriteAsync<StoredTrack?>(async (connection, tagging) =>
        {
            if (await tracks.LockAsync(connection, id, cancellationToken) is not { } former)
                return null;
            var tags = edit(former.Stored.Track.Tags);
            var artistDid = givenDid ?? former.ArtistDid;
            await using var editing = new NpgsqlBatch(connection);
            editing.Add("UPDATE tracks SET title = $2, artist_did = $3 WHERE id = $1", id, title, artistDid);
            var change = TrackChange.ForEditedTags(former.Stored.Track, tags);
            if (change.Extra.Count > 0)
            {
                var extra = OrNull(change.ApplyTo(former.Extra), NpgsqlDbType.Jsonb);
                editing.Add("UPDATE tracks SET extra = $2 WHERE id = $1", id, extra);
            }

            await editing.ExecuteNonQueryAsync(cancellationToken);
            await tagging.SetAsync(connection, id, artistDid, former.Stored.Track.Tags, tags, cancellationToken);
            return await tracks.FindAsync(connection, id, cancellationToken);
        }, _ => null, cancellationToken);
    }

    public Task<AudioReplacement?> ReplaceAudioAsync(
        long id, StoredAudio audio, Action placeAudio, bool classificationDue, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, _) =>
        {
            if (await tracks.LockAsync(connection, id, cancellationToken) is not { } former)
                return null;
            await using var replacing = new NpgsqlBatch(connection);
            replacing.Add(LockFile, audio.FileId);
            replacing.Add(
                "UPDATE tracks SET file_id = $2, original_file_id = NULL, r2_url = $3 WHERE id = $1",
                id, audio.FileId, HostedAudio.Reference(audio.FileId));
            replacing.Add(
                $"""
                INSERT INTO {PostgresSchema.Uploads} AS u (track_id, file_size, content_type, audio_version,
                    classification_due, duration_seconds) VALUES ($1, $2, $3, 2, $4, $5)
                ON CONFLICT (track_id)
                    DO UPDATE SET file_size = excluded.file_size, content_type = excluded.content_type,
                    audio_version = u.audio_version + 1, classification_due = excluded.classification_due,
                    duration_seconds = excluded.duration_seconds, waiting_failure = NULL
                """,
                (int)id, audio.Size, audio.ContentType, classificationDue,
                OrNull(audio.DurationSeconds, NpgsqlDbType.Double));
            await replacing.ExecuteNonQueryAsync(cancellationToken);
            placeAudio();
            return new AudioReplacement(
                (await tracks.FindAsync(connection, id, cancellationToken))!, former.Stored.Track.FileId);
        }, replacement => replacement?.Track, cancellationToken);

    public Task<string?> DeleteAsync(long id, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, _) =>
        {
            await using var command = connection.Command(
                $"""
                WITH deleted AS (DELETE FROM tracks WHERE id = $1 RETURNING id, file_id),
                    upload AS (DELETE FROM {PostgresSchema.Uploads} u USING deleted WHERE u.track_id = deleted.id),
                    listing AS (DELETE FROM {PostgresSchema.Listings} l USING deleted WHERE l.track_id = deleted.id)
                SELECT file_id FROM deleted
                """,
                id);
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        }, _ => null, cancellationToken);

    public Task RemoveAudioIfUnusedAsync(string fileId, Action remove, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, _) =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.Add(LockFile, fileId);
            batch.Add("SELECT count(*) FROM (SELECT 1 FROM tracks WHERE file_id = $1 LIMIT 1) found", fileId);
            var isUsed = await batch.LastNumberAsync(cancellationToken) > 0;
            if (!isUsed)
                remove();
            return isUsed;
        }, _ => null, cancellationToken);

    public async Task<string?> FindContentTypeAsync(string fileId, CancellationToken cancellationToken) =>
        await pool.ExecuteAsync(
            $"""
            SELECT u.content_type FROM tracks t JOIN {PostgresSchema.Uploads} u ON u.track_id = t.id
            WHERE t.file_id = $1 ORDER BY u.content_type LIMIT 1
            """,
            [fileId],
            cancellationToken) as string;

    public async Task<string> ReadDatabaseIdAsync(CancellationToken cancellationToken) =>
        (string)(await pool.ExecuteAsync($"SELECT id FROM {PostgresSchema.Database}", [], cancellationToken))!;

    public Task CheckWritableAsync(CancellationToken cancellationToken) =>
        pool.RunAsync(async connection =>
        {
            // Inserts a row without a track and rolls back.
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = connection.Command(
                $"""
                INSERT INTO {PostgresSchema.Uploads} (track_id, file_size, content_type, classification_due)
                VALUES (0, 0, '', false) ON CONFLICT DO NOTHING
                """);
            var written = await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
            return written;
        }, cancellationToken);

    /// <summary>
    /// Creates an artist in a separate transaction, because <see cref="PostgresTags.CreateOneByOneAsync"/> needs it.
    /// </summary>
    private async Task<string> CreateArtistAsync(string artist, CancellationToken cancellationToken)
    {
        var did = $"host:{artist}";
        await pool.ExecuteAsync(
            "INSERT INTO artists (did, handle) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            [did, artist],
            cancellationToken);
        return did;
    }

    private static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    /// <summary>
    /// Runs a transaction, and queues the stored track if it is due. The transaction is retried after a conflict, and
    /// on a new connection if the server closed this one, so its effects on files must be repeatable.
    /// </summary>
    private Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, PostgresTags, Task<T>> work,
        Func<T, StoredTrack?> stored,
        CancellationToken cancellationToken)
    {
        return PostgresConflicts.RetryAsync(
            pool,
            time,
            tagging => pool.RunAsync(connection => BeginAsync(connection, tagging), CompleteAsync, cancellationToken),
            cancellationToken);

        async Task<(NpgsqlTransaction Transaction, T Result)> BeginAsync(
            NpgsqlConnection connection, PostgresTags tagging) =>
            (await connection.BeginTransactionAsync(cancellationToken), await work(connection, tagging));

        async Task<T> CompleteAsync(NpgsqlConnection connection, (NpgsqlTransaction Transaction, T Result) begun)
        {
            await using var transaction = begun.Transaction;
            if (stored(begun.Result) is { ClassificationDue: true, Track.FileId: { } fileId } due)
                await queue.EnqueueAndCommitAsync(transaction, new DueTrack(due.Id, fileId), cancellationToken);
            else
                await transaction.CommitAsync(cancellationToken);
            return begun.Result;
        }
    }
}
