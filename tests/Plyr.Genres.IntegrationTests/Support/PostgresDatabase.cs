using Npgsql;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>A database of its own for one fixture or test.</summary>
internal sealed class PostgresDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    // A million rows take longer to make than a statement of the host may take.
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        $"{server.ConnectionString(name)};Command Timeout=300");

    public string Name => name;

    public string ConnectionString => server.ConnectionString(name);

    /// <summary>The same as a URL, as <c>DATABASE_URL</c> has it.</summary>
    public string Url => server.Url(name);

    /// <summary>
    /// An empty database of the server that all tests share; where there is no PostgreSQL the test is skipped.
    /// </summary>
    public static async Task<PostgresDatabase> CreateAsync() =>
        await (await SharedPostgres.StartAsync()).CreateDatabaseAsync();

    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row; the default value when there is no row or no value.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>The first column of all rows.</summary>
    public async Task<List<T>> ColumnAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}
