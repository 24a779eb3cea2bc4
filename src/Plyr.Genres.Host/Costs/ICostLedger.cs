namespace Plyr.Genres.Host.Costs;

/// <summary>Stores the number of runs and their cost for each day.</summary>
internal interface ICostLedger
{
    /// <summary>Adds runs to a day. Does nothing if the table does not exist and can't be created.</summary>
    Task AddAsync(DateOnly day, RunCosts costs, CancellationToken cancellationToken);

    /// <summary>Returns the costs of all days, and those of one day.</summary>
    Task<(RunCosts Total, RunCosts Day)> ReadAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>The cost of runs.</summary>
/// <param name="Runs">The number of runs with an answer.</param>
/// <param name="Dollars">The cost of all runs in US dollars.</param>
internal readonly record struct RunCosts(long Runs, decimal Dollars)
{
    public static RunCosts operator +(RunCosts first, RunCosts second) =>
        new(first.Runs + second.Runs, first.Dollars + second.Dollars);
}
