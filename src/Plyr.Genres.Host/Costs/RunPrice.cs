using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Costs;

/// <summary>Provides the price of a run of the configured model.</summary>
internal sealed class RunPrice(HostSettings settings, IOptionsMonitor<PlyrGenresOptions> options)
{
    /// <summary>Gets the usual price of a run in US dollars; null for a model without a price.</summary>
    public decimal? Dollars => settings.Model switch
    {
        ModelKind.Replicate => options.CurrentValue.Replicate.CostPerRun ?? PlyrGenresDefaults.CostPerRun,
        ModelKind.SelfHosted => options.CurrentValue.Replicate.CostPerRun,
        _ => null,
    };
}
