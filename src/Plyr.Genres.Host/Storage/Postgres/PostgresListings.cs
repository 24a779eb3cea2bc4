using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// Maintains a table with the keys and summaries that lists are searched, sorted and counted by. Otherwise the
/// documents of all tracks would have to be read.
/// </summary>
/// <remarks>
/// Other programs change tracks too, and the host adds no trigger to their table. Before each list, the rows whose
/// version (<c>xmin</c>) has changed are read again.
/// </remarks>
internal sealed class PostgresListings(PostgresPool pool, PostgresTrackRows rows) : IDisposable
{
    private const int BatchSize = 5000;

    private const string Changed = $"""
        SELECT {PostgresTrackRows.Columns}, {PostgresTrackRows.Artist}, t.xmin::text
        FROM tracks t JOIN (
            SELECT c.id FROM tracks c
                LEFT JOIN {PostgresSchema.Listings} l ON l.track_id = c.id
                LEFT JOIN artists a ON a.did = c.artist_did
                WHERE c.id > $1 AND (l.track_id IS NULL OR l.row_version <> c.xmin
                    OR l.artist IS DISTINCT FROM a.handle)
                ORDER BY c.id LIMIT $2
        ) changed ON changed.id = t.id ORDER BY t.id
        """;

    private const string Store = $"""
        INSERT INTO {PostgresSchema.Listings} AS l (track_id, row_version, artist, title_key, artist_key, summary)
        SELECT n.track_id, n.row_version::xid, n.artist, n.title_key, n.artist_key, n.summary
            FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            AS n (track_id, row_version, artist, title_key, artist_key, summary)
        ON CONFLICT (track_id) DO UPDATE SET row_version = excluded.row_version, artist = excluded.artist,
            title_key = excluded.title_key, artist_key = excluded.artist_key, summary = excluded.summary
        """;

    // Prevents concurrent requests from reading the same rows.
    private readonly SemaphoreSlim _refreshing = new(1);

    /// <summary>Updates the table with the tracks that were added or changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var after = long.MinValue;
            List<Row> changed;
            do
            {
                changed = await pool.ListAsync(Changed, [after, BatchSize], Read, cancellationToken);
                if (changed.Count == 0)
                    return;
                object[] columns =
                [
                    changed.Select(row => (int)row.Id).ToArray(),
                    changed.Select(row => row.Version).ToArray(),
                    changed.Select(row => row.Artist).ToArray(),
                    changed.Select(row => row.TitleKey).ToArray(),
                    changed.Select(row => row.ArtistKey).ToArray(),
                    changed.Select(row => row.Summary).ToArray(),
                ];
                await pool.ExecuteAsync(Store, columns, cancellationToken);
                after = changed[^1].Id;
            }
            while (changed.Count == BatchSize);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private Row Read(NpgsqlDataReader reader)
    {
        var track = rows.ReadWithArtist(reader, []);
        return new Row(
            reader.GetInt64(0),
            reader.GetString(PostgresTrackRows.NextOfColumns + 1),
            track.Artist,
            SearchText.Key(track.Title),
            SearchText.Key(track.Artist),
            TrackSummary.Of(track, isPending: false).ToText());
    }

    private sealed record Row(
        long Id, string Version, string? Artist, string TitleKey, string ArtistKey, string Summary);
}
