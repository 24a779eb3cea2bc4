using System.Net.Sockets;
using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Runs all statements on pooled connections, except those that create tables.</summary>
/// <remarks>
/// A server may close idle connections of the pool, for example when it restarts. Work that gets such a connection runs
/// again on a new one, unless something may have been committed.
/// </remarks>
internal sealed class PostgresPool(NpgsqlDataSource source)
{
    /// <summary>Runs work that may be repeated: reads and idempotent writes.</summary>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, (_, result) => Task.FromResult(result), cancellationToken);

    /// <summary>
    /// Runs <paramref name="begin"/>, which may be repeated, and then <paramref name="complete"/>, which commits and is
    /// not repeated.
    /// </summary>
    public async Task<TResult> RunAsync<TBegun, TResult>(
        Func<NpgsqlConnection, Task<TBegun>> begin,
        Func<NpgsqlConnection, TBegun, Task<TResult>> complete,
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
    /// Returns whether the server or the network closed the connection. A timeout does not count.
    /// </summary>
    private static bool HasEnded(NpgsqlException exception)
    {
        if (exception is not PostgresException failure)
            return exception.InnerException is IOException or SocketException;
        return failure.SqlState is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.IdleSessionTimeout;
    }
}
