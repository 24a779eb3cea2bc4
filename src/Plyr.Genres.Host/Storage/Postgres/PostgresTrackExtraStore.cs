using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>The store of genre tagging over plyr.fm's own tables. Correct in any number of processes, and beside writers that lock nothing.</summary>
internal sealed class PostgresTrackExtraStore(NpgsqlDataSource source, PostgresTrackRows rows, TimeProvider time) : ITrackExtraStore
{
    private const int PageSize = 200;

    private const string ById = $"SELECT {PostgresTrackRows.Whole} FROM tracks t WHERE t.id = $1";

    /// <summary>The row as it is once everybody before has committed, and nobody can link a tag to it from here on.</summary>
    private const string Lock = $"SELECT {PostgresTrackRows.Columns}, {PostgresTrackRows.Artist} FROM tracks t WHERE t.id = $1 FOR UPDATE OF t";

    private const string TagNames = """SELECT g.name FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE l.track_id = $1 ORDER BY g.name COLLATE "C" """;

    /// <summary>The page behind an id: chosen through the index of the filter, before its tags are read.</summary>
    public static string PageOf(TrackFilter filter) =>
        $"SELECT {PostgresTrackRows.Whole} FROM (SELECT {PostgresTrackRows.Names} FROM tracks WHERE id > $1 AND {Condition(filter)} ORDER BY id LIMIT $2) t ORDER BY t.id";

    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        Refuse(id);
        cancellationToken.ThrowIfCancellationRequested();
        return id.TryGetInt64(out var number) ? await ReadAsync(number).WaitAsync(cancellationToken) : null;
    }

    public async ValueTask<bool> UpdateAsync(TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        Refuse(id);
        ArgumentNullException.ThrowIfNull(decide);
        cancellationToken.ThrowIfCancellationRequested();
        return id.TryGetInt64(out var number)
            && await PostgresConflicts.RetryAsync(source, time, tagging => TryUpdateAsync(number, decide, tagging, cancellationToken), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Track>> ListAsync(TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var tracks = new List<Track>();
        var position = Position(after);
        while (tracks.Count < take)
        {
            var wanted = Math.Min(take - tracks.Count, PageSize);
            var page = await PageAsync(filter, position, wanted, cancellationToken);
            tracks.AddRange(page.Where(track => filter.Matches(track)));
            if (page.Count < wanted || !page[^1].Id.TryGetInt64(out position))
                break;
        }

        return tracks;
    }

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (filter == TrackFilter.All)
        {
            await using var command = source.Command("SELECT count(*) FROM tracks");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        var count = 0L;
        await foreach (var track in CandidatesAsync(filter, cancellationToken))
            count += filter.Matches(track) ? 1 : 0;
        return count;
    }

    /// <summary>
    /// Two round trips: the row and its tags; then everything that is written. BEGIN and COMMIT go along with them. Whatever breaks off
    /// in between, the pool ends the transaction before anybody gets the connection again.
    /// </summary>
    private async Task<bool> TryUpdateAsync(long id, Func<Track, TrackChange?> decide, PostgresTags tagging, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var reading = new NpgsqlBatch(connection);
        reading.Add("BEGIN");
        reading.Add(Lock, id);
        reading.Add(TagNames, id);
        if (await ReadAsync(reading, cancellationToken) is not { } row || decide(row.Track) is not { } change)
            return false;

        cancellationToken.ThrowIfCancellationRequested();
        await using var writing = new NpgsqlBatch(connection);
        tagging.Set(writing, id, row.ArtistDid, row.Track.Tags, change.ApplyTo(row.Track.Tags));
        writing.Add("UPDATE tracks SET extra = $2 WHERE id = $1", id, new NpgsqlParameter { Value = change.ApplyTo(row.Extra), NpgsqlDbType = NpgsqlDbType.Jsonb });
        writing.Add("COMMIT");
        await writing.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Reads a row by its id to the end, also when its caller has left: to break it off, the driver opens a connection of its own and holds a
    /// thread until the server has answered, which costs more than the row, and anybody may open a page and leave.
    /// </summary>
    private async Task<Track?> ReadAsync(long id)
    {
        await using var command = source.Command(ById, id);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? rows.Read(reader) : null;
    }

    private async Task<(Track Track, string ArtistDid, byte[] Extra)?> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var tags = new List<string>();
        var track = rows.Read(reader, reader.GetString(PostgresTrackRows.ArtistColumn), tags);
        var (artistDid, extra) = (reader.GetString(PostgresTrackRows.ArtistDidColumn), reader.GetFieldValue<byte[]>(PostgresTrackRows.ExtraColumn));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            tags.Add(reader.GetString(0));
        return (track, artistDid, extra);
    }

    private async Task<List<Track>> PageAsync(TrackFilter filter, long after, int take, CancellationToken cancellationToken)
    {
        await using var command = source.Command(PageOf(filter), after, take);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<Track>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add(rows.Read(reader));
        return page;
    }

    private async IAsyncEnumerable<Track> CandidatesAsync(TrackFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = source.Command($"SELECT {PostgresTrackRows.Columns} FROM tracks t WHERE {Condition(filter)}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return rows.Read(reader, artist: null, tags: []);
    }

    private static string Condition(TrackFilter filter) => filter switch
    {
        TrackFilter.All => "true",
        TrackFilter.NeedsClassification => PostgresFilter.NeedsClassification,
        _ => PostgresFilter.NeedsRealModel,
    };

    /// <summary>Texts come after all numbers, and this store has none.</summary>
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
