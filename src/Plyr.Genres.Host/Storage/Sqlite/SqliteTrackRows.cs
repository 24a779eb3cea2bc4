using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Reads tracks with their tags in one command: a row for each tag, in the order in which the tags were added.
/// </summary>
/// <remarks>A value that can't be read is logged and treated as absent, so that one row can't fail a page.</remarks>
internal sealed partial class SqliteTrackRows(IHostedAudio audio, ILogger<SqliteTrackRows> logger)
{
    private const string Columns =
        "SELECT t.id, t.title, t.artist, t.file_id, t.file_size, t.content_type, t.extra, t.created_at, "
        + "t.audio_version, t.classification_due, g.name, t.duration_seconds, t.waiting_failure, "
        + "t.waiting_until FROM ";

    private const string WithTags =
        " t LEFT JOIN track_tags l ON l.track_id = t.id LEFT JOIN tags g ON g.id = l.tag_id ";
    private const string Order = " ORDER BY t.id, l.rowid";
    private const string ById = Columns + "tracks" + WithTags + "WHERE t.id = $id" + Order;
    private const string ByIds = Columns + "(SELECT * FROM tracks WHERE id IN (SELECT value FROM json_each($ids)))"
        + WithTags + Order;
    private const string Page =
        Columns + "(SELECT * FROM tracks WHERE id > $after ORDER BY id LIMIT $take)" + WithTags + Order;
    private const string ByTag = Columns
        + """
          (SELECT tracks.* FROM tags JOIN track_tags ON tag_id = tags.id JOIN tracks ON tracks.id = track_id
          WHERE tags.name = $name AND track_id > $after ORDER BY track_id LIMIT $take)
          """
        + WithTags + Order;

    public StoredTrack? Find(SqliteDatabase database, long id) =>
        database.ReadById(ById, id, Read).FirstOrDefault();

    public StoredTrack? Find(SqliteConnection connection, long id)
    {
        using var command = connection.Command(ById, ("$id", id));
        var tracks = Read(command);
        return tracks.Count == 0 ? null : tracks[0];
    }

    public List<StoredTrack> Find(SqliteConnection connection, IEnumerable<long> ids)
    {
        using var command = connection.Command(ByIds, ("$ids", JsonSerializer.Serialize(ids)));
        return Read(command);
    }

    public List<StoredTrack> List(SqliteConnection connection, long after, int take)
    {
        using var command = connection.Command(Page, ("$after", after), ("$take", take));
        return Read(command);
    }

    public List<StoredTrack> ListByTag(SqliteConnection connection, string name, long after, int take)
    {
        using var command = connection.Command(ByTag, ("$name", name), ("$after", after), ("$take", take));
        return Read(command);
    }

    private List<StoredTrack> Read(SqliteCommand command)
    {
        var tracks = new List<StoredTrack>();
        using var reader = command.ExecuteReader();
        var more = reader.Read();
        while (more)
        {
            // All but the tag is read from the first row of a track.
            var id = reader.GetInt64(0);
            var tags = new List<string>();
            var track = ReadTrack(reader, id, tags);
            do
            {
                if (!reader.IsDBNull(10))
                    tags.Add(reader.GetString(10));
                more = reader.Read();
            }
            while (more && reader.GetInt64(0) == id);
            tracks.Add(track);
        }

        return tracks;
    }

    private StoredTrack ReadTrack(SqliteDataReader reader, long id, List<string> tags)
    {
        var fileId = Text(reader, 3);
        return new StoredTrack
        {
            Id = id,
            ContentType = Text(reader, 5) ?? "application/octet-stream",
            AudioSize = reader.GetInt64(4),
            AudioVersion = reader.GetInt64(8),
            ClassificationDue = reader.GetInt64(9) != 0,
            Waiting = Text(reader, 12) is { } failure
                ? new WaitingReason(failure, reader.IsDBNull(13) ? null : Time(reader, id, 13))
                : null,
            DurationSeconds = reader.IsDBNull(11) ? null : reader.GetDouble(11),
            Track = new Track
            {
                Id = id,
                Title = Text(reader, 1),
                Artist = Text(reader, 2),
                FileId = fileId,
                Audio = audio.Find(fileId, Text(reader, 5)),
                Extra = reader.IsDBNull(6) ? TrackExtra.Empty : TrackExtra.Parse(reader.GetFieldValue<byte[]>(6)),
                CreatedAt = Time(reader, id, 7),
                Tags = tags,
            },
        };
    }

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private DateTimeOffset? Time(SqliteDataReader reader, long id, int column)
    {
        var text = Text(reader, column);
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var time))
            return time;
        LogUnreadable(logger, id, reader.GetName(column));
        return null;
    }

    [LoggerMessage(
        51,
        LogLevel.Warning,
        "Track {TrackId} has an unreadable value in column {Column}, which counts as absent.",
        EventName = "UnreadableValue")]
    private static partial void LogUnreadable(ILogger logger, long trackId, string column);
}
