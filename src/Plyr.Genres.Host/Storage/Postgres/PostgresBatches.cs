using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Provides methods that create statements with positional parameters.</summary>
internal static class PostgresBatches
{
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(Parameter(value));
        batch.BatchCommands.Add(command);
    }

    public static NpgsqlCommand Command(
        this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>Executes a batch and returns the number that its last statement selects.</summary>
    public static async Task<long> LastNumberAsync(this NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var number = 0L;
        do
        {
            while (await reader.ReadAsync(cancellationToken))
                number = reader.GetValue(0) is long value ? value : 0;
        }
        while (await reader.NextResultAsync(cancellationToken));
        return number;
    }

    private static NpgsqlParameter Parameter(object value) =>
        value as NpgsqlParameter ?? new NpgsqlParameter { Value = value };
}
