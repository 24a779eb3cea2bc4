using Npgsql;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>
/// Another program's transaction that has made a tag and then wants a track: the other way round than ours. It never
/// loses, because it waits without a limit.
/// </summary>
internal sealed class TagRival : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;
    private Task? _update;

    private TagRival(PostgresDatabase database)
    {
        _database = database;
        _connection = new NpgsqlConnection(database.ConnectionString);
    }

    public static async Task<TagRival> StartAsync(
        PostgresDatabase database, string tag, string artistDid = PlyrFmTables.Artist)
    {
        var rival = new TagRival(database);
        await rival._connection.OpenAsync();
        await rival.ExecuteAsync(
            $"""
            BEGIN; SET LOCAL deadlock_timeout = '1h';
            INSERT INTO tags (name, created_by_did, created_at) VALUES ('{tag}', '{artistDid}', now())
            """);
        return rival;
    }

    /// <summary>Requests a locked track, and returns once the server lets it wait.</summary>
    public void ComeToWait(long trackId)
    {
        _update = Task.Run(() => ExecuteAsync($"UPDATE tracks SET title = 'theirs' WHERE id = {trackId}"));
        Eventually.BecomesAsync(
            () => WaitingAsync("UPDATE tracks SET title"),
            count => count == 1,
            "the rival waits for the track").GetAwaiter().GetResult();
    }

    /// <summary>Returns once the rival has its track, and a statement that begins so waits for the rival.</summary>
    public async Task OursWaitsAsync(string statement)
    {
        await Eventually.BecomesAsync(
            () => Task.FromResult(_update is { IsCompletedSuccessfully: true }), has => has, "the rival has the track");
        await Eventually.BecomesAsync(
            () => WaitingAsync(statement), count => count == 1, $"{statement} waits for the rival");
    }

    public Task CommitAsync() => ExecuteAsync("COMMIT");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private Task<long> WaitingAsync(string statement) => _database.ScalarAsync<long>(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' "
                + "AND query LIKE $1 || '%'",
            statement);
}
