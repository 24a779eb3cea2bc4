using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Stores the tracks of the host in SQLite. Reads complete synchronously, because SQLite has no asynchronous I/O.
/// </summary>
internal sealed class SqliteTrackCatalog(
    SqliteDatabase database, SqliteTrackRows rows, TimeProvider time) : ITrackCatalog
{
    private const int CheckTimeoutSeconds = 2;

    private const string ReadExtra = "SELECT CAST(extra AS BLOB) FROM tracks WHERE id = $id";
    private const string WriteExtra = "UPDATE tracks SET extra = CAST($extra AS TEXT) WHERE id = $id";

    // The scheduler's tables are in the same file, which this transaction has locked.
    public bool QueuesWithRow => false;

    public Task<bool> OwnsTracksAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<StoredTrack> AddAsync(
        NewTrack track, StoredAudio audio, Action placeAudio, bool classificationDue,
        CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            placeAudio();
            var now = time.GetUtcNow();
            var id = (long)connection.Scalar(
                """
                INSERT INTO tracks (title, artist, file_id, file_size, content_type, duration_seconds, extra,
                    created_at, classification_due)
                VALUES ($title, $artist, $file, $size, $type, $duration, $extra, $now, $due) RETURNING id
                """,
                ("$title", track.Title), ("$artist", track.Artist), ("$file", audio.FileId), ("$size", audio.Size),
                ("$type", audio.ContentType), ("$duration", audio.DurationSeconds),
                ("$extra", track.AutoTag ? """{"auto_tag":true}""" : "{}"), ("$now", SqliteTime.Text(now)),
                ("$due", classificationDue))!;
            SqliteTags.Set(connection, id, [], track.Tags, now);
            return rows.Find(connection, id)!;
        }, cancellationToken);

    public Task<StoredTrack?> FindAsync(long id, CancellationToken cancellationToken) =>
        ReadAsync(connection => rows.Find(connection, id), cancellationToken);

    public Task<IReadOnlyList<StoredTrack>> ListByTagAsync(
        string name, long after, int take, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<StoredTrack>>(
            connection => rows.ListByTag(connection, name, after, take), cancellationToken);

    public Task<StoredTrack?> EditAsync(
        long id, string title, string? artist, Func<IReadOnlyList<string>, IReadOnlyList<string>> edit,
        CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            if (rows.Find(connection, id) is not { } stored)
                return null;
            var tags = edit(stored.Track.Tags);
            connection.Execute(
                "UPDATE tracks SET title = $title, artist = coalesce($artist, artist) WHERE id = $id",
                ("$title", title), ("$artist", artist), ("$id", id));
            var change = TrackChange.ForEditedTags(stored.Track, tags);
            if (change.Extra.Count > 0)
            {
                var extra = connection.Scalar(ReadExtra, ("$id", id)) as byte[];
                connection.Execute(WriteExtra, ("$extra", change.ApplyTo(extra)), ("$id", id));
            }

            SqliteTags.Set(connection, id, stored.Track.Tags, tags, time.GetUtcNow());
            return rows.Find(connection, id);
        }, cancellationToken);

    public Task<AudioReplacement?> ReplaceAudioAsync(
        long id, StoredAudio audio, Action placeAudio, bool classificationDue, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            if (rows.Find(connection, id) is not { } stored)
                return null;
            placeAudio();
            connection.Execute(
                """
                UPDATE tracks SET file_id = $file, file_size = $size, content_type = $type,
                    duration_seconds = $duration, audio_version = audio_version + 1, classification_due = $due,
                    waiting_failure = NULL
                WHERE id = $id
                """,
                ("$file", audio.FileId), ("$size", audio.Size), ("$type", audio.ContentType),
                ("$duration", audio.DurationSeconds), ("$due", classificationDue), ("$id", id));
            return new AudioReplacement(rows.Find(connection, id)!, stored.Track.FileId);
        }, cancellationToken);

    public Task<string?> DeleteAsync(long id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Scalar(
                "DELETE FROM tracks WHERE id = $id RETURNING coalesce(file_id, '')", ("$id", id)) as string,
            cancellationToken);

    public Task RemoveAudioIfUnusedAsync(string fileId, Action remove, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            var found = connection.Scalar("SELECT 1 FROM tracks WHERE file_id = $file LIMIT 1", ("$file", fileId));
            if (found is null)
                remove();
            return found is not null;
        }, cancellationToken);

    public Task<string?> FindContentTypeAsync(string fileId, CancellationToken cancellationToken) =>
        ReadAsync(
            connection => connection.Scalar(
                "SELECT content_type FROM tracks WHERE file_id = $file LIMIT 1", ("$file", fileId)) as string,
            cancellationToken);

    public Task<IReadOnlyList<DueTrack>> ListDueAsync(long after, int take, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<DueTrack>>(connection =>
        {
            using var command = connection.Command(
                """
                SELECT id, file_id FROM tracks WHERE classification_due = 1 AND file_id IS NOT NULL AND id > $after
                ORDER BY id LIMIT $take
                """,
                ("$after", after),
                ("$take", take));
            using var reader = command.ExecuteReader();
            var due = new List<DueTrack>();
            while (reader.Read())
                due.Add(new DueTrack(reader.GetInt64(0), reader.GetString(1)));
            return due;
        }, cancellationToken);

    public Task MarkDueAsync(long id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "UPDATE tracks SET classification_due = 1, waiting_failure = NULL WHERE id = $id", ("$id", id)),
            cancellationToken);

    public Task SetWaitingAsync(
        long id, string fileId, WaitingReason reason, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE tracks SET waiting_failure = $failure, waiting_until = $until
                WHERE id = $id AND file_id = $file
                """,
                ("$failure", reason.Failure),
                ("$until", reason.Until is { } until ? SqliteTime.Text(until) : null),
                ("$id", id),
                ("$file", fileId)),
            cancellationToken);

    public Task SetFailureAsync(long id, string fileId, string failure, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE tracks SET waiting_failure = $failure,
                    waiting_until = CASE WHEN classification_due AND waiting_failure IS NOT NULL THEN waiting_until END
                WHERE id = $id AND file_id = $file
                """,
                ("$failure", failure),
                ("$id", id),
                ("$file", fileId)),
            cancellationToken);

    public Task SettleAsync(long id, long audioVersion, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE tracks SET classification_due = 0
                WHERE id = $id AND audio_version = $version AND classification_due = 1
                """,
                ("$id", id),
                ("$version", audioVersion)),
            cancellationToken);

    // All jobs of a SQLite database skip a track that isn't due, so they don't have to be deleted.
    public Task CancelAsync(long id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "UPDATE tracks SET classification_due = 0, waiting_failure = NULL WHERE id = $id", ("$id", id)),
            cancellationToken);

    public Task<string> ReadDatabaseIdAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => (string)connection.Scalar("SELECT id FROM database_identity")!, cancellationToken);

    public Task CheckWritableAsync(CancellationToken cancellationToken) => ReadAsync(connection =>
    {
        // Health checks must not wait. A database that stays locked counts as not writable.
        connection.DefaultTimeout = CheckTimeoutSeconds;
        connection.Execute($"PRAGMA busy_timeout = {CheckTimeoutSeconds * 1000}");
        using var transaction = connection.BeginTransaction(deferred: false);

        // The write lock alone doesn't write to the disk. Setting the current version does.
        connection.Execute($"PRAGMA user_version = {connection.Scalar("PRAGMA user_version")}");
        transaction.Commit();
        return true;
    }, cancellationToken);

    private Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = database.Open();
        return Task.FromResult(read(connection));
    }
}
