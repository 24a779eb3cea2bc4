using System.Globalization;
using Microsoft.Data.Sqlite;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Reads tracks with their tags in one command: a row for each tag, in the order in which the tags were added.</summary>
internal sealed class SqliteTrackRows(IAudioUrls audioUrls)
{
    private const string Columns =
        "SELECT t.id, t.title, t.artist, t.file_id, t.file_size, t.content_type, t.extra, t.created_at, t.audio_version, t.classification_due, g.name FROM ";

    private const string WithTags = " t LEFT JOIN track_tags l ON l.track_id = t.id LEFT JOIN tags g ON g.id = l.tag_id ";
    private const string Order = " ORDER BY t.id, l.rowid";
    private const string ById = Columns + "tracks" + WithTags + "WHERE t.id = $id" + Order;
    private const string Page = Columns + "(SELECT * FROM tracks WHERE id > $after ORDER BY id LIMIT $take)" + WithTags + Order;
    private const string ByTag = Columns
        + "(SELECT tracks.* FROM tags JOIN track_tags ON tag_id = tags.id JOIN tracks ON tracks.id = track_id WHERE tags.name = $name)" + WithTags + Order;

    public StoredTrack? Find(SqliteConnection connection, long id)
    {
        using var command = connection.Command(ById, ("$id", id));
        var tracks = Read(command);
        return tracks.Count == 0 ? null : tracks[0];
    }

    public List<StoredTrack> List(SqliteConnection connection, long after, int take)
    {
        using var command = connection.Command(Page, ("$after", after), ("$take", take));
        return Read(command);
    }

    public List<StoredTrack> ListByTag(SqliteConnection connection, string name)
    {
        using var command = connection.Command(ByTag, ("$name", name));
        return Read(command);
    }

    private List<StoredTrack> Read(SqliteCommand command)
    {
        var tracks = new List<StoredTrack>();
        using var reader = command.ExecuteReader();
        var more = reader.Read();
        while (more)
        {
            // Everything but the tag is read from the first row of a track only.
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
        var fileId = reader.IsDBNull(3) ? null : reader.GetString(3);
        return new StoredTrack
        {
            Id = id,
            ContentType = reader.GetString(5),
            AudioSize = reader.GetInt64(4),
            AudioVersion = reader.GetInt64(8),
            ClassificationDue = reader.GetBoolean(9),
            Track = new Track
            {
                Id = id,
                Title = reader.GetString(1),
                Artist = reader.GetString(2),
                FileId = fileId,
                Audio = string.IsNullOrEmpty(fileId) ? null : audioUrls.For(fileId, reader.GetInt64(4)),
                Extra = reader.IsDBNull(6) ? TrackExtra.Empty : TrackExtra.Parse(reader.GetFieldValue<byte[]>(6)),
                CreatedAt = DateTimeOffset.Parse(reader.GetString(7), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Tags = tags,
            },
        };
    }
}
