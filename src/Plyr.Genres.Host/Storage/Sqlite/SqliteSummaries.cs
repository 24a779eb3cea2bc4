using Microsoft.Data.Sqlite;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Maintains the number of tracks for each <see cref="TrackSummary"/>, so that reading the counts does not depend on
/// the number of tracks, and the keys that lists are searched and sorted by.
/// </summary>
/// <remarks>
/// Triggers clear the summary of a row that any program changes, and update the counts. The summary depends on the JSON
/// document of the row, which C# reads, so each write fills in the missing summaries.
/// </remarks>
internal static class SqliteSummaries
{
    private const int MaxPerWrite = 1000;

    public const string Tables = """
        ALTER TABLE tracks ADD COLUMN summary TEXT;
        CREATE INDEX tracks_without_summary ON tracks (id) WHERE summary IS NULL;
        CREATE TABLE track_summaries (
            summary TEXT PRIMARY KEY,
            tracks INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TRIGGER tracks_changed AFTER UPDATE OF file_id, extra,
            classification_due ON tracks WHEN old.summary IS NOT NULL BEGIN
            UPDATE tracks SET summary = NULL WHERE id = new.id;
        END;
        CREATE TRIGGER tracks_summarized AFTER UPDATE OF summary ON tracks WHEN old.summary IS NOT new.summary BEGIN
            UPDATE track_summaries SET tracks = tracks - 1 WHERE summary = old.summary;
            DELETE FROM track_summaries WHERE summary = old.summary AND tracks = 0;
            INSERT INTO track_summaries (summary, tracks) SELECT new.summary, 1
                WHERE new.summary IS NOT NULL ON CONFLICT DO UPDATE SET tracks = tracks + 1;
        END;
        CREATE TRIGGER tracks_deleted AFTER DELETE ON tracks WHEN old.summary IS NOT NULL BEGIN
            UPDATE track_summaries SET tracks = tracks - 1 WHERE summary = old.summary;
            DELETE FROM track_summaries WHERE summary = old.summary AND tracks = 0;
        END;
        """;

    /// <summary>
    /// The keys that lists are searched and sorted by. The index covers them, so that no document is read. The
    /// summaries are cleared, because this version adds a value to them.
    /// </summary>
    public const string Keys = """
        ALTER TABLE tracks ADD COLUMN title_key TEXT;
        ALTER TABLE tracks ADD COLUMN artist_key TEXT;
        CREATE INDEX tracks_listed ON tracks (title_key, artist_key, summary);
        DROP TRIGGER tracks_changed;
        CREATE TRIGGER tracks_changed AFTER UPDATE OF title, artist, file_id, extra,
            classification_due ON tracks WHEN old.summary IS NOT NULL BEGIN
            UPDATE tracks SET summary = NULL WHERE id = new.id;
        END;
        UPDATE tracks SET summary = NULL;
        """;

    /// <summary>Fills in the summaries of rows that this transaction or another program has changed.</summary>
    public static void Update(SqliteConnection connection)
    {
        // One command for all rows, because preparing it takes longer than executing it.
        using var update = connection.Command(
            "UPDATE tracks SET summary = $summary, title_key = $title, artist_key = $artist WHERE id = $id",
            ("$summary", null),
            ("$title", null),
            ("$artist", null),
            ("$id", null));
        foreach (var (track, summary) in ReadMissing(connection))
        {
            track.Id.TryGetInt64(out var id);
            update.Parameters["$summary"].Value = summary;
            update.Parameters["$title"].Value = SearchText.Key(track.Title);
            update.Parameters["$artist"].Value = SearchText.Key(track.Artist);
            update.Parameters["$id"].Value = id;
            update.ExecuteNonQuery();
        }
    }

    /// <summary>Returns the counts, or null while a row has no summary.</summary>
    public static Dictionary<TrackSummary, long>? Read(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        if (connection.Scalar("SELECT 1 FROM tracks WHERE summary IS NULL LIMIT 1") is not null)
            return null;
        using var command = connection.Command("SELECT summary, tracks FROM track_summaries");
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<TrackSummary, long>();
        while (reader.Read())
            counts.Add(TrackSummary.Parse(reader.GetString(0)), reader.GetInt64(1));
        return counts;
    }

    private static List<(Track Track, string Summary)> ReadMissing(SqliteConnection connection)
    {
        using var command = connection.Command(
            """
            SELECT id, file_id, CAST(extra AS BLOB), classification_due, title, artist FROM tracks
            WHERE summary IS NULL ORDER BY id LIMIT $take
            """,
            ("$take", MaxPerWrite));
        using var reader = command.ExecuteReader();
        var missing = new List<(Track, string)>();
        while (reader.Read())
        {
            var fileId = reader.IsDBNull(1) ? null : reader.GetString(1);
            var track = new Track
            {
                Id = reader.GetInt64(0),
                FileId = fileId,

                // Only the existence of a source matters here.
                Audio = AudioStore.IsFileId(fileId) ? AudioSource.FromFile(fileId) : null,
                Title = reader.GetString(4),
                Artist = reader.GetString(5),
                Extra = reader.IsDBNull(2) ? TrackExtra.Empty : TrackExtra.Parse(reader.GetFieldValue<byte[]>(2)),
            };
            missing.Add((track, TrackSummary.Of(track, isPending: reader.GetInt64(3) != 0).ToText()));
        }

        return missing;
    }
}
