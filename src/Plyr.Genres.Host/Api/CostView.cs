using Plyr.Genres.Host.Costs;

namespace Plyr.Genres.Host.Api;

/// <summary>The cost of all runs so far.</summary>
/// <param name="Total">The cost in US dollars; null if the model has no price.</param>
/// <param name="Today">The cost since midnight of the host's time zone.</param>
/// <param name="Runs">The number of runs with an answer.</param>
/// <param name="RunsToday">The number of runs with an answer since midnight.</param>
internal sealed record CostView(decimal? Total, decimal? Today, long Runs, long RunsToday)
{
    public static CostView Of(RunCosts total, RunCosts today, decimal? price) => price is null
        ? new CostView(null, null, total.Runs, today.Runs)
        : new CostView(total.Dollars, today.Dollars, total.Runs, today.Runs);
}
