using System.Net.Sockets;
using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Runs statements on pooled connections. Everything but the making of tables goes through here.</summary>
/// <remarks>
/// A server ends connections that rest in the pool: it restarts, fails over, or a managed one is suspended. What meets
/// such a connection is run once more on a new one, as long as nothing can have been committed.
/// </remarks>
internal sealed class PostgresPool(NpgsqlDataSource source)
{
    /// <summary>Runs what may be repeated: reads, and writes that change nothing the second time.</summary>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, (_, result) => Task.FromResult(result), cancellationToken);

    /// <summary>
    /// Runs <paramref name="begin"/>, which may be repeated, and then <paramref name="complete"/>, which commits and is
    /// never repeated.
    /// </summary>
    public async Task<TResult> RunAsync<TBegun, TResult>(
        Func<NpgsqlConnection, Task<TBegun>> begin, Func<NpgsqlConnection, TBegun, Task<TResult>> complete,
        CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            TBegun begun;
            try
            {
                begun = await begin(connection);
            }
            catch (NpgsqlException exception) when (HasEnded(exception))
            {
                await connection.DisposeAsync();
                source.Clear();
                connection = await source.OpenConnectionAsync(cancellationToken);
                begun = await begin(connection);
            }

            return await complete(connection, begun);
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Executes one statement that may be repeated.</summary>
    /// <returns>The first column of the first row, or null.</returns>
    public Task<object?> ExecuteAsync(string sql, object[] parameters, CancellationToken cancellationToken) =>
        RunAsync(async connection =>
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteScalarAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>Executes a query and reads its rows.</summary>
    public Task<List<T>> ListAsync<T>(
        string sql, object[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        RunAsync(async connection =>
        {
            await using var command = connection.Command(sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
            return rows;
        }, cancellationToken);

    /// <summary>
    /// Whether the server, or the network, ended the connection. A server that does not answer in time has not.
    /// </summary>
    private static bool HasEnded(NpgsqlException exception) => exception is PostgresException failure
        ? failure.SqlState is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.IdleSessionTimeout
        : exception.InnerException is IOException or SocketException;
}
