using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>plyr.fm's tables in an empty PostgreSQL database.</summary>
internal sealed class PostgresSoakDatabase : ISoakDatabase, IHostedAudio
{
    private const string Artist = "did:plc:an-artist";

    private readonly ReplicateSimulator _simulator;
    private readonly string _url;
    private readonly string _connectionString;
    private readonly NpgsqlDataSource _source;

    private PostgresSoakDatabase(ReplicateSimulator simulator, string url, string connectionString)
    {
        (_simulator, _url, _connectionString) = (simulator, url, connectionString);
        _source = NpgsqlDataSource.Create(connectionString + ";Application Name=soak");
        Store = new PostgresTrackExtraStore(
            new PostgresPool(_source),
            new PostgresTrackRows(this, NullLogger<PostgresTrackRows>.Instance),
            TimeProvider.System);
    }

    public ITrackExtraStore Store { get; }

    public IReadOnlyList<string> Commands => ["worker", "worker", "backfill --queue", "backfill"];

    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["DATABASE_URL"] = _url };

    /// <param name="simulator">Where the recordings are.</param>
    /// <param name="url">The database as <c>DATABASE_URL</c> names it.</param>
    /// <param name="connectionString">The same as a connection string.</param>
    public static async Task<ISoakDatabase> CreateAsync(
        ReplicateSimulator simulator, string url, string connectionString)
    {
        var database = new PostgresSoakDatabase(simulator, url, connectionString);
        await PostgresSchema.MigrateAsync(database._source, CancellationToken.None);
        await database.ExecuteAsync("INSERT INTO artists (did, handle) VALUES ($1, 'an artist')", Artist);
        return database;
    }

    public Uri Audio(string fileId) => _simulator.Recording(fileId);

    public AudioSource? Find(string? fileId, string? mediaType) => null;

    public Task CreateAsync(long id, string fileId) => ExecuteAsync(
        "INSERT INTO tracks (id, title, artist_did, file_id, r2_url, extra, created_at) VALUES ($1, 'A track', $2, "
        + "$3, $4, '{}', now())",
        (int)id, Artist, fileId, Audio(fileId).AbsoluteUri);

    public Task DeleteAsync(long id) => ExecuteAsync("DELETE FROM tracks WHERE id = $1", (int)id);

    public Task ReplaceAudioAsync(long id, string fileId) =>
        ExecuteAsync(
            "UPDATE tracks SET file_id = $2, r2_url = $3 WHERE id = $1", (int)id, fileId, Audio(fileId).AbsoluteUri);

    /// <summary>As a person does in plyr.fm: the name if it is new, then the link, and no lock on the track.</summary>
    public async Task<bool> AddTagAsync(long id, string name)
    {
        await ExecuteAsync(
            "INSERT INTO tags (name, created_by_did, created_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING",
            name,
            Artist);
        return await ExecuteAsync(
            "INSERT INTO track_tags (track_id, tag_id) SELECT $1, id FROM tags WHERE name = $2 ON CONFLICT DO NOTHING",
            (int)id,
            name) == 1;
    }

    public Task RemoveTagAsync(long id, string name) =>
        ExecuteAsync(
            "DELETE FROM track_tags l USING tags g WHERE g.id = l.tag_id AND l.track_id = $1 AND g.name = $2",
            (int)id,
            name);

    public Task SetKeyAsync(long id, string key, string json) => ExecuteAsync(
        "UPDATE tracks SET extra = extra || jsonb_build_object($2::text, $3) WHERE id = $1", (int)id, key,
        new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });

    public async Task<string?> ReadExtraAsync(long id)
    {
        await using var command = Command("SELECT extra::text FROM tracks WHERE id = $1", (int)id);
        return (string?)await command.ExecuteScalarAsync();
    }

    public async Task<IReadOnlyList<string>> CloseAndListConnectionsLeftAsync()
    {
        await _source.DisposeAsync();
        return await PostgresConnections.ListOpenAsync(_connectionString);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>
    /// plyr.fm's own writers create tags in their own order, and repeat what PostgreSQL ends as a deadlock.
    /// </summary>
    private async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        while (true)
        {
            try
            {
                await using var command = Command(sql, parameters);
                return await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException exception) when (
                exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                await Task.Yield();
            }
        }
    }

    private NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}
