using Plyr.Genres.Host.Storage.Postgres;

namespace Plyr.Genres.Host.Costs;

/// <summary>Stores the costs in a table of the host's schema in PostgreSQL.</summary>
internal sealed class PostgresCostLedger(PostgresPool pool) : ICostLedger
{
    private const string Table = PostgresSchema.RunCosts;

    public async Task AddAsync(DateOnly day, RunCosts costs, CancellationToken cancellationToken)
    {
        // Commands don't create tables.
        if (await pool.ExecuteAsync($"SELECT to_regclass('{Table}') IS NOT NULL", [], cancellationToken) is not true)
            return;
        await pool.ExecuteAsync(
            $"""
            INSERT INTO {Table} AS c (day, runs, dollars) VALUES ($1, $2, $3)
            ON CONFLICT (day) DO UPDATE SET runs = c.runs + excluded.runs, dollars = c.dollars + excluded.dollars
            """,
            [day, costs.Runs, costs.Dollars], cancellationToken);
    }

    public async Task<(RunCosts Total, RunCosts Day)> ReadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var sums = await pool.ListAsync(
            $"""
            SELECT coalesce(sum(runs), 0)::bigint, coalesce(sum(dollars), 0),
                coalesce(sum(runs) FILTER (WHERE day = $1), 0)::bigint,
                coalesce(sum(dollars) FILTER (WHERE day = $1), 0) FROM {Table}
            """,
            [day],
            reader => (
                new RunCosts(reader.GetInt64(0), reader.GetDecimal(1)),
                new RunCosts(reader.GetInt64(2), reader.GetDecimal(3))),
            cancellationToken);
        return sums[0];
    }
}
