using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Plyr.Genres;

namespace Example.Postgres;

/// <summary>Tracks in one table of PostgreSQL.</summary>
public sealed class PostgresTrackStore(NpgsqlDataSource database) : ITrackExtraStore
{
    private const int PageSize = 500;
    private const string Select = "SELECT id, file_id, audio_url, tags, extra::text, title, artist, created_at FROM tracks ";

    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await ReadAsync(connection, "WHERE id = $1", id, cancellationToken))?.Track;
    }

    // snippet: postgres-update
    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Locks the row until the transaction ends. Another writer waits, and then decides on what was written here.
        var row = await ReadAsync(connection, "WHERE id = $1 FOR UPDATE", id, cancellationToken);
        if (row is null || decide(row.Track) is not { } change)
            return false;

        await using var update = new NpgsqlCommand("UPDATE tracks SET extra = $2, tags = $3 WHERE id = $1", connection);
        update.Parameters.Add(new() { Value = Number(id) });
        update.Parameters.Add(new() { Value = change.ApplyTo(row.Extra), NpgsqlDbType = NpgsqlDbType.Jsonb });
        update.Parameters.Add(new() { Value = change.ApplyTo(row.Track.Tags).ToArray() });
        await update.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
    // end

    public async ValueTask<IReadOnlyList<Track>> ListAsync(TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        await WalkAsync(filter, after, cancellationToken).Take(take).ToListAsync(cancellationToken);

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        await WalkAsync(filter, null, cancellationToken).LongCountAsync(cancellationToken);

    // A big table excludes classified tracks in SQL, with an index.
    private async IAsyncEnumerable<Track> WalkAsync(TrackFilter filter, TrackId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after is { } id ? Number(id) : long.MinValue;
        while (true)
        {
            var page = await PageAsync(last, cancellationToken);
            foreach (var track in page.Where(track => filter.Matches(track)))
                yield return track;
            if (page.Count < PageSize || !page[^1].Id.TryGetInt64(out last))
                yield break;
        }
    }

    private async Task<List<Track>> PageAsync(long after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Select + "WHERE id > $1 ORDER BY id LIMIT $2");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = PageSize });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<Track>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add(Read(reader).Track);
        return page;
    }

    private static async Task<Row?> ReadAsync(NpgsqlConnection connection, string where, TrackId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select + where, connection);
        command.Parameters.Add(new() { Value = Number(id) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static Row Read(NpgsqlDataReader reader)
    {
        var extra = Text(reader, 4) ?? "{}";
        var track = new Track
        {
            Id = reader.GetInt64(0),
            FileId = Text(reader, 1),
            Audio = Text(reader, 2) is { } url ? new Uri(url) : null,
            Tags = reader.GetFieldValue<string[]>(3),
            Extra = TrackExtra.Parse(extra),
            Title = Text(reader, 5),
            Artist = Text(reader, 6),
            CreatedAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        };
        return new Row(track, extra);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // Tracks are numbered here, from 1. An id of another kind names none of them.
    private static long Number(TrackId id) => id.TryGetInt64(out var number) ? number : 0;

    private sealed record Row(Track Track, string Extra);
}
