using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Reads tracks with their uploads.</summary>
internal sealed class PostgresStoredTracks(PostgresTrackRows rows)
{
    /// <summary>The query of all columns from <c>tracks t</c> and uploads <c>u</c>, without a condition.</summary>
    public const string Select = $"""
        SELECT {PostgresTrackRows.Whole}, coalesce(u.content_type, 'application/octet-stream'),
            coalesce(u.classification_due, false), coalesce(u.audio_version, 1),
            coalesce(u.file_size, 0), u.duration_seconds, u.waiting_failure, u.waiting_until
        FROM tracks t LEFT JOIN {PostgresSchema.Uploads} u ON u.track_id = t.id
        """;

    private const string LockRow = "SELECT id FROM tracks WHERE id = $1 FOR UPDATE";

    /// <summary>
    /// Locks and returns a track, or null when it does not exist. No other transaction can change it until this one
    /// ends.
    /// </summary>
    public async Task<(StoredTrack Stored, string ArtistDid, byte[] Extra)?> LockAsync(
        NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using (var locking = connection.Command(LockRow, id))
        {
            if (await locking.ExecuteScalarAsync(cancellationToken) is null)
                return null;
        }

        await using var command = connection.Command($"{Select} WHERE t.id = $1", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var artistDid = reader.GetString(PostgresTrackRows.ArtistDidColumn);
        return (Read(reader), artistDid, reader.GetFieldValue<byte[]>(PostgresTrackRows.ExtraColumn));
    }

    public async Task<StoredTrack?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"{Select} WHERE t.id = $1", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public StoredTrack Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Track = rows.Read(reader),
        ContentType = reader.GetString(PostgresTrackRows.NextColumn),
        ClassificationDue = reader.GetBoolean(PostgresTrackRows.NextColumn + 1),
        AudioVersion = reader.GetInt64(PostgresTrackRows.NextColumn + 2),
        AudioSize = reader.GetInt64(PostgresTrackRows.NextColumn + 3),
        DurationSeconds = reader.IsDBNull(PostgresTrackRows.NextColumn + 4)
            ? null
            : reader.GetDouble(PostgresTrackRows.NextColumn + 4),
        Waiting = reader.IsDBNull(PostgresTrackRows.NextColumn + 5)
            ? null
            : new WaitingReason(
                reader.GetString(PostgresTrackRows.NextColumn + 5),
                reader.GetFieldValue<DateTimeOffset?>(PostgresTrackRows.NextColumn + 6)),
    };
}
