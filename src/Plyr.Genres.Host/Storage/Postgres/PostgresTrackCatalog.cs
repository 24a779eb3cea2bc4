using Npgsql;
using NpgsqlTypes;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>The host's own questions, answered by PostgreSQL. What is due is queued in the same transaction.</summary>
internal sealed class PostgresTrackCatalog(NpgsqlDataSource source, PostgresStoredTracks tracks, ITransactionalQueue queue, TimeProvider time) : ITrackCatalog
{
    private const int CheckTimeoutSeconds = 2;

    /// <summary>Whoever places or removes this file waits for whoever does at the moment.</summary>
    private const string LockFile = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    public bool QueuesWithRow => true;

    public async Task<StoredTrack> AddAsync(NewTrack track, StoredAudio audio, Action placeAudio, bool classificationDue, CancellationToken cancellationToken)
    {
        var artistDid = $"host:{track.Artist}";
        await AddArtistAsync(artistDid, track.Artist, cancellationToken);
        return await WriteAsync(async (connection, tagging) =>
        {
            var now = time.GetUtcNow();
            await using var adding = new NpgsqlBatch(connection);
            adding.Add(LockFile, audio.FileId);
            adding.Add(
                """
                WITH added AS (
                    INSERT INTO tracks (title, artist_did, file_id, r2_url, extra, created_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6) RETURNING id
                ), upload AS (
                    INSERT INTO plyr_genres_uploads (track_id, file_size, content_type, classification_due) SELECT id, $7, $8, $9 FROM added
                )
                SELECT id::bigint FROM added
                """,
                track.Title, artistDid, audio.FileId, HostedAudio.Reference(audio.FileId, audio.Size), track.AutoTag ? """{"auto_tag":true}""" : "{}", now,
                audio.Size, audio.ContentType, classificationDue);
            var id = await adding.LastNumberAsync(cancellationToken);
            await SetTagsAsync(connection, tagging, id, artistDid, [], track.Tags, cancellationToken);
            placeAudio();
            return await tracks.FindAsync(connection, id, cancellationToken) ?? throw new InvalidOperationException($"Track {id} is gone before it was stored.");
        }, stored => stored, cancellationToken);
    }

    public async Task<StoredTrack?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await tracks.FindAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredTrack>> ListAsync(long after, int take, CancellationToken cancellationToken)
    {
        await using var command = source.Command($"{PostgresStoredTracks.Select} WHERE t.id > $1 ORDER BY t.id LIMIT $2", after, take);
        return await tracks.ReadAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredTrack>> ListByTagAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            $"{PostgresStoredTracks.Select} WHERE t.id IN (SELECT l.track_id FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE g.name = $1) ORDER BY t.id", name);
        return await tracks.ReadAsync(command, cancellationToken);
    }

    public Task<StoredTrack?> EditAsync(long id, string title, Func<IReadOnlyList<string>, IReadOnlyList<string>> edit, CancellationToken cancellationToken) =>
        WriteAsync<StoredTrack?>(async (connection, tagging) =>
        {
            if (await tracks.LockAsync(connection, id, cancellationToken) is not { } former)
                return null;
            var tags = edit(former.Stored.Track.Tags);
            await using var editing = new NpgsqlBatch(connection);
            editing.Add("UPDATE tracks SET title = $2 WHERE id = $1", id, title);
            var change = TrackChange.ForEditedTags(former.Stored.Track, tags);
            if (change.Extra.Count > 0)
                editing.Add("UPDATE tracks SET extra = $2 WHERE id = $1", id, new NpgsqlParameter { Value = change.ApplyTo(former.Extra), NpgsqlDbType = NpgsqlDbType.Jsonb });
            await editing.ExecuteNonQueryAsync(cancellationToken);
            await SetTagsAsync(connection, tagging, id, former.ArtistDid, former.Stored.Track.Tags, tags, cancellationToken);
            return await tracks.FindAsync(connection, id, cancellationToken);
        }, _ => null, cancellationToken);

    public Task<AudioReplacement?> ReplaceAudioAsync(long id, StoredAudio audio, Action placeAudio, bool classificationDue, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, _) =>
        {
            if (await tracks.LockAsync(connection, id, cancellationToken) is not { } former)
                return null;
            await using var replacing = new NpgsqlBatch(connection);
            replacing.Add(LockFile, audio.FileId);
            replacing.Add("UPDATE tracks SET file_id = $2, r2_url = $3 WHERE id = $1", id, audio.FileId, HostedAudio.Reference(audio.FileId, audio.Size));
            replacing.Add(
                """
                INSERT INTO plyr_genres_uploads AS u (track_id, file_size, content_type, audio_version, classification_due) VALUES ($1, $2, $3, 2, $4)
                ON CONFLICT (track_id) DO UPDATE SET file_size = excluded.file_size, content_type = excluded.content_type, audio_version = u.audio_version + 1,
                    classification_due = excluded.classification_due
                """,
                (int)id, audio.Size, audio.ContentType, classificationDue);
            await replacing.ExecuteNonQueryAsync(cancellationToken);
            placeAudio();
            return new AudioReplacement((await tracks.FindAsync(connection, id, cancellationToken))!, former.Stored.Track.FileId);
        }, replacement => replacement?.Track, cancellationToken);

    public async Task<string?> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            """
            WITH gone AS (DELETE FROM tracks WHERE id = $1 RETURNING id, file_id), upload AS (DELETE FROM plyr_genres_uploads u USING gone WHERE u.track_id = gone.id)
            SELECT file_id FROM gone
            """,
            id);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public Task RemoveAudioIfUnusedAsync(string fileId, Action remove, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, _) =>
        {
            await using var looking = new NpgsqlBatch(connection);
            looking.Add(LockFile, fileId);
            looking.Add("SELECT count(*) FROM (SELECT 1 FROM tracks WHERE file_id = $1 LIMIT 1) found", fileId);
            var used = await looking.LastNumberAsync(cancellationToken) > 0;
            if (!used)
                remove();
            return used;
        }, _ => null, cancellationToken);

    public async Task<string?> FindContentTypeAsync(string fileId, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            """
            SELECT coalesce(u.content_type, 'application/octet-stream') FROM tracks t LEFT JOIN plyr_genres_uploads u ON u.track_id = t.id
            WHERE t.file_id = $1 ORDER BY u.content_type LIMIT 1
            """,
            fileId);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async Task<IReadOnlyList<DueTrack>> ListDueAsync(long after, int take, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            "SELECT t.id::bigint, t.file_id FROM plyr_genres_uploads u JOIN tracks t ON t.id = u.track_id WHERE u.classification_due AND u.track_id > $1 ORDER BY u.track_id LIMIT $2",
            after, take);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueTrack>();
        while (await reader.ReadAsync(cancellationToken))
            due.Add(new DueTrack(reader.GetInt64(0), reader.GetString(1)));
        return due;
    }

    public async Task SettleAsync(long id, long audioVersion, CancellationToken cancellationToken)
    {
        await using var command = source.Command(
            "UPDATE plyr_genres_uploads SET classification_due = false WHERE track_id = $1 AND audio_version = $2 AND classification_due", id, audioVersion);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task CancelAsync(long id, CancellationToken cancellationToken)
    {
        // A command doesn't make the table, and where there is none nothing is due.
        await using var looking = source.Command("SELECT to_regclass('plyr_genres_uploads') IS NOT NULL");
        if (await looking.ExecuteScalarAsync(cancellationToken) is not true)
            return;
        await using var command = source.Command("UPDATE plyr_genres_uploads SET classification_due = false WHERE track_id = $1 AND classification_due", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<string> ReadDatabaseIdAsync(CancellationToken cancellationToken)
    {
        await using var command = source.Command("SELECT id FROM plyr_genres_database");
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var writing = new NpgsqlBatch(connection) { Timeout = CheckTimeoutSeconds };
        // A row of no track, which is taken back.
        writing.Add("INSERT INTO plyr_genres_uploads (track_id, file_size, content_type, classification_due) VALUES (0, 0, '', false) ON CONFLICT DO NOTHING");
        await writing.ExecuteNonQueryAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    /// <summary>Before the track and for itself, so that a tag that is made one by one has its owner. An artist without a track is in nobody's way.</summary>
    private async Task AddArtistAsync(string did, string handle, CancellationToken cancellationToken)
    {
        await using var command = source.Command("INSERT INTO artists (did, handle) VALUES ($1, $2) ON CONFLICT DO NOTHING", did, handle);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One transaction, which is tried again when it meets another, after a deadlock with its tags made before; what it does to the file must bear that.</summary>
    private Task<T> WriteAsync<T>(Func<NpgsqlConnection, PostgresTags, Task<T>> work, Func<T, StoredTrack?> stored, CancellationToken cancellationToken) =>
        PostgresConflicts.RetryAsync(source, time, async tagging =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(connection, tagging);
            if (stored(result) is { ClassificationDue: true, Track.FileId: { } fileId } due)
                await queue.EnqueueAndCommitAsync(transaction, new DueTrack(due.Id, fileId), cancellationToken);
            else
                await transaction.CommitAsync(cancellationToken);
            return result;
        }, cancellationToken);

    private static async Task SetTagsAsync(
        NpgsqlConnection connection, PostgresTags tagging, long id, string artistDid, IReadOnlyCollection<string> former, IReadOnlyCollection<string> tags,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        tagging.Set(batch, id, artistDid, former, tags);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
