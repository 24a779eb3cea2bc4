using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Plyr.Genres;

/// <summary>Tracks in one SQL table, with the tags as a JSON array and extra as a JSON object.</summary>
public sealed class SqlTrackStore(Func<DbConnection> connect) : ITrackExtraStore
{
    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return (await FindAsync(connection, id, cancellationToken))?.Track;
    }

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        while (true)
        {
            if (await FindAsync(connection, id, cancellationToken) is not { } row
                || decide(row.Track) is not { } change)
                return false;

            // Writes only the row that the decision saw. Otherwise another writer was faster: read and decide again.
            await using var update = Command(
                connection,
                "UPDATE tracks SET extra = @extra, tags = @tags, version = version + 1 WHERE id = @id AND version "
                + "= @version",
                ("@extra", change.ApplyTo(row.Extra)),
                ("@tags", JsonSerializer.Serialize(change.ApplyTo(row.Track.Tags))),
                ("@id", Number(id)),
                ("@version", row.Version));
            if (await update.ExecuteNonQueryAsync(cancellationToken) == 1)
                return true;
        }
    }

    public async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        var tracks = new List<Track>();
        await foreach (var track in WalkAsync(filter, after, cancellationToken))
        {
            tracks.Add(track);
            if (tracks.Count == take)
                break;
        }

        return tracks;
    }

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default)
    {
        var count = 0L;
        await foreach (var _ in WalkAsync(filter, null, cancellationToken))
            count++;
        return count;
    }

    // A big table filters in SQL, with the same result as filter.Matches.
    private async IAsyncEnumerable<Track> WalkAsync(
        TrackFilter filter, TrackId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var select = Command(
            connection,
            $"SELECT {Columns} FROM tracks WHERE id > @after ORDER BY id",
            ("@after", after is { } id ? Number(id) : long.MinValue));
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Read(reader).Track is var track && filter.Matches(track))
                yield return track;
        }
    }

    private const string Columns = "id, file_id, audio_url, tags, extra, version, title, artist, created_at";

    private static async Task<Row?> FindAsync(DbConnection connection, TrackId id, CancellationToken cancellationToken)
    {
        await using var select = Command(
            connection, $"SELECT {Columns} FROM tracks WHERE id = @id", ("@id", Number(id)));
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static Row Read(DbDataReader reader)
    {
        var extra = Text(reader, 4) ?? "{}";
        var track = new Track
        {
            Id = reader.GetInt64(0),
            FileId = Text(reader, 1),
            Audio = Uri.TryCreate(Text(reader, 2), UriKind.Absolute, out var url) ? url : null,
            Tags = JsonSerializer.Deserialize<string[]>(reader.GetString(3)) ?? [],
            Extra = TrackExtra.Parse(extra),
            Title = Text(reader, 6),
            Artist = Text(reader, 7),
            CreatedAt = reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
        };
        return new Row(track, extra, reader.GetInt64(5));
    }

    private static string? Text(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DbCommand Command(
        DbConnection connection, string text, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    // Tracks are numbered here. An id of another kind names none of them: nothing equals NULL.
    private static object Number(TrackId id) => id.TryGetInt64(out var number) ? number : DBNull.Value;

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = connect();
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private sealed record Row(Track Track, string Extra, long Version);
}
