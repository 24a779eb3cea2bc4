using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Links tracks and tags. Names are stored and compared without normalization.</summary>
internal static class SqliteTags
{
    /// <summary>
    /// Sets the tags of a track. Links that remain are not changed, so that they keep their order.
    /// </summary>
    public static void Set(
        SqliteConnection connection,
        long trackId,
        IReadOnlyCollection<string> former,
        IReadOnlyCollection<string> tags,
        DateTimeOffset now)
    {
        foreach (var name in former.Except(tags, StringComparer.Ordinal))
        {
            connection.Execute(
                "DELETE FROM track_tags WHERE track_id = $track AND tag_id = (SELECT id FROM tags WHERE name = $name)",
                ("$track", trackId),
                ("$name", name));
        }

        foreach (var name in tags.Except(former, StringComparer.Ordinal))
        {
            connection.Execute(
                "INSERT INTO tags (name, created_at) VALUES ($name, $now) ON CONFLICT DO NOTHING",
                ("$name", name),
                ("$now", SqliteTime.Text(now)));
            connection.Execute(
                """
                INSERT INTO track_tags (track_id, tag_id) SELECT $track, id FROM tags WHERE name = $name
                ON CONFLICT DO NOTHING
                """,
                ("$track", trackId),
                ("$name", name));
        }
    }
}
