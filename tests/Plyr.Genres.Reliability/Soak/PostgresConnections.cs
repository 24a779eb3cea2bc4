using System.Net.NetworkInformation;
using Npgsql;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>The open connections to a database from this machine.</summary>
internal static class PostgresConnections
{
    /// <summary>
    /// Clients only: the server's own autovacuum works in the database too, and is not a client. Nor is one
    /// whose client has closed
    /// it, or was killed: the server notices that in its own time, so this machine is asked which ends are open.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ListOpenAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(
            """
            SELECT client_port, format('%s of %s, %s for %s, last statement: %s',
                pid, coalesce(nullif(application_name, ''), 'a client without a name'), state, clock_timestamp() - state_change, left(query, 200))
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """);
        var clients = new List<(int Port, string What)>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                clients.Add((reader.GetInt32(0), reader.GetString(1)));
        }

        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Where(connection => connection.State == TcpState.Established)
                .Select(connection => connection.LocalEndPoint.Port)
                .ToHashSet();
        return [.. clients.Where(client => open.Contains(client.Port)).Select(client => client.What)];
    }
}
