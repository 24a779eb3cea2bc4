using Npgsql;
using NpgsqlTypes;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// Provides the store of genre tagging in plyr.fm's tables. Any number of processes may use it, concurrently with
/// writers that take no locks.
/// </summary>
internal sealed class PostgresTrackExtraStore(
    PostgresPool pool, PostgresTrackRows rows, TimeProvider time) : ITrackExtraStore
{
    private const int PageSize = 200;

    private const string ById = $"SELECT {PostgresTrackRows.Whole} FROM tracks t WHERE t.id = $1";

    /// <summary>
    /// Reads and locks the row, after earlier writers have committed. No tag can be linked until the transaction ends.
    /// </summary>
    private const string Lock =
        $"SELECT {PostgresTrackRows.Columns}, {PostgresTrackRows.Artist} FROM tracks t WHERE t.id = $1 FOR UPDATE OF t";

    private const string TagNames = """
        SELECT g.name FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE l.track_id = $1
        ORDER BY g.name COLLATE "C"
        """;

    /// <summary>
    /// Returns the query of the page after an id, which uses the index of the filter before it reads the tags.
    /// </summary>
    public static string PageOf(TrackFilter filter) =>
        $"""
        SELECT {PostgresTrackRows.Whole}
        FROM (SELECT {PostgresTrackRows.Names}
            FROM tracks WHERE id > $1 AND ({Condition(filter)}) ORDER BY id LIMIT $2) t ORDER BY t.id
        """;

    /// <remarks>
    /// A canceled call does not cancel the query. The driver would open another connection and block a thread to cancel
    /// it, which takes longer than reading the row, and any client can cause it by closing a page.
    /// </remarks>
    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        Refuse(id);
        cancellationToken.ThrowIfCancellationRequested();
        if (!id.TryGetInt64(out var number))
            return null;
        var query = pool.ListAsync(ById, [number], rows.Read, CancellationToken.None);
        return (await query.WaitAsync(cancellationToken)).SingleOrDefault();
    }

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        Refuse(id);
        ArgumentNullException.ThrowIfNull(decide);
        cancellationToken.ThrowIfCancellationRequested();
        return id.TryGetInt64(out var number)
            && await PostgresConflicts.RetryAsync(
                pool, time, tagging => TryUpdateAsync(number, decide, tagging, cancellationToken), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var tracks = new List<Track>();
        var position = Position(after);
        while (tracks.Count < take)
        {
            var pageSize = Math.Min(take - tracks.Count, PageSize);
            var page = await pool.ListAsync(PageOf(filter), [position, pageSize], rows.Read, cancellationToken);
            tracks.AddRange(page.Where(track => filter.Matches(track)));
            if (page.Count < pageSize || !page[^1].Id.TryGetInt64(out position))
                break;
        }

        return tracks;
    }

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return filter == TrackFilter.All
            ? (long)(await pool.ExecuteAsync("SELECT count(*) FROM tracks", [], cancellationToken))!
            : await pool.RunAsync(
                connection => CountCandidatesAsync(connection, filter, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Updates a track in two round trips: the reads with BEGIN, and the writes with COMMIT. After a failure in
    /// between, the pool rolls back the transaction when the connection is returned.
    /// </summary>
    private Task<bool> TryUpdateAsync(
        long id, Func<Track, TrackChange?> decide, PostgresTags tagging, CancellationToken cancellationToken) =>
        pool.RunAsync(async connection =>
        {
            await using var reading = new NpgsqlBatch(connection);
            reading.Add("BEGIN");
            reading.Add(Lock, id);
            reading.Add(TagNames, id);
            return await ReadAsync(reading, cancellationToken);
        }, async (connection, read) =>
        {
            if (read is not { } row || decide(row.Track) is not { } change)
                return false;
            cancellationToken.ThrowIfCancellationRequested();
            await using var writing = new NpgsqlBatch(connection);
            tagging.Set(writing, id, row.ArtistDid, row.Track.Tags, change.ApplyTo(row.Track.Tags));
            writing.Add(
                "UPDATE tracks SET extra = $2 WHERE id = $1",
                id,
                new NpgsqlParameter { Value = change.ApplyTo(row.Extra), NpgsqlDbType = NpgsqlDbType.Jsonb });
            writing.Add("COMMIT");
            await writing.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }, cancellationToken);

    private async Task<(Track Track, string ArtistDid, byte[] Extra)?> ReadAsync(
        NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var tags = new List<string>();
        var track = rows.ReadWithArtist(reader, tags);
        var artistDid = reader.GetString(PostgresTrackRows.ArtistDidColumn);
        var extra = reader.GetFieldValue<byte[]>(PostgresTrackRows.ExtraColumn);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            tags.Add(reader.GetString(0));
        return (track, artistDid, extra);
    }

    private async Task<long> CountCandidatesAsync(
        NpgsqlConnection connection, TrackFilter filter, CancellationToken cancellationToken)
    {
        await using var command =
            connection.Command($"SELECT {PostgresTrackRows.Columns} FROM tracks t WHERE {Condition(filter)}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var count = 0L;
        while (await reader.ReadAsync(cancellationToken))
            count += filter.Matches(rows.ReadColumns(reader)) ? 1 : 0;
        return count;
    }

    private static string Condition(TrackFilter filter) => filter switch
    {
        TrackFilter.All => "true",
        TrackFilter.NeedsClassification => PostgresFilter.NeedsClassification,
        _ => PostgresFilter.NeedsRealModel,
    };

    /// <summary>Returns the id to continue after. Text ids are ordered after all numbers, so none follows.</summary>
    private static long Position(TrackId? after) => after switch
    {
        null => long.MinValue,
        { } id when id.TryGetInt64(out var number) => number,
        _ => long.MaxValue,
    };

    private static void Refuse(TrackId id)
    {
        if (id.IsDefault)
            throw new ArgumentException("The track id is the default value, which names no track.", nameof(id));
    }
}
