namespace Plyr.Genres.Host.Costs;

/// <summary>Keeps the number of runs and their cost for each day.</summary>
internal interface ICostLedger
{
    /// <summary>Adds runs to a day. Nothing happens where this process may not create the table.</summary>
    Task AddAsync(DateOnly day, RunCosts costs, CancellationToken cancellationToken);

    /// <summary>Reads the sums of all days, and those of one.</summary>
    Task<(RunCosts Total, RunCosts Day)> ReadAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>What some runs cost.</summary>
/// <param name="Runs">The number of runs that had an answer.</param>
/// <param name="Dollars">What all runs cost, in US dollars.</param>
internal readonly record struct RunCosts(long Runs, decimal Dollars)
{
    public static RunCosts operator +(RunCosts first, RunCosts second) =>
        new(first.Runs + second.Runs, first.Dollars + second.Dollars);
}
