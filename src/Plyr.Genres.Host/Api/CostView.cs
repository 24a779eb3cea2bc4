using Plyr.Genres.Host.Costs;

namespace Plyr.Genres.Host.Api;

/// <summary>What runs have cost.</summary>
/// <param name="Total">In US dollars; null where the model has no price.</param>
/// <param name="Today">The same since midnight, by the host's clock.</param>
/// <param name="Runs">The number of runs that had an answer.</param>
/// <param name="RunsToday">The same since midnight.</param>
internal sealed record CostView(decimal? Total, decimal? Today, long Runs, long RunsToday)
{
    public static CostView Of(RunCosts total, RunCosts today, decimal? price) => price is null
        ? new CostView(null, null, total.Runs, today.Runs)
        : new CostView(total.Dollars, today.Dollars, total.Runs, today.Runs);
}
