using System.Globalization;
using Plyr.Genres.Host.Storage.Sqlite;

namespace Plyr.Genres.Host.Costs;

/// <summary>Stores the costs in the SQLite database.</summary>
internal sealed class SqliteCostLedger(SqliteDatabase database) : ICostLedger
{
    public Task AddAsync(DateOnly day, RunCosts costs, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO run_costs (day, runs, dollars) VALUES ($day, $runs, $dollars)
                ON CONFLICT (day) DO UPDATE SET runs = runs + excluded.runs, dollars = dollars + excluded.dollars
                """,
                ("$day", TextOf(day)), ("$runs", costs.Runs), ("$dollars", (double)costs.Dollars)),
            cancellationToken);

    public Task<(RunCosts Total, RunCosts Day)> ReadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = database.OpenToRead();
        using var command = connection.Command(
            """
            SELECT coalesce(sum(runs), 0), coalesce(sum(dollars), 0.0),
                coalesce(sum(runs) FILTER (WHERE day = $day), 0),
                coalesce(sum(dollars) FILTER (WHERE day = $day), 0.0) FROM run_costs
            """,
            ("$day", TextOf(day)));
        using var reader = command.ExecuteReader();
        reader.Read();
        return Task.FromResult((
            new RunCosts(reader.GetInt64(0), (decimal)reader.GetDouble(1)),
            new RunCosts(reader.GetInt64(2), (decimal)reader.GetDouble(3))));
    }

    private static string TextOf(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
