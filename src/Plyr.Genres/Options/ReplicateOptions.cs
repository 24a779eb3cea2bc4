using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Provides the options of the Replicate client.</summary>
public sealed class ReplicateOptions
{
    /// <summary>Gets or sets the token, which is sent to <see cref="BaseAddress"/> only and never logged.</summary>
    /// <value>
    /// The default is null; required when <see cref="PlyrGenresOptions.Enabled"/> is true, unless
    /// <see cref="SelfHosted"/>; <c>REPLICATE_API_TOKEN</c> in configuration.
    /// </value>
    [JsonIgnore, DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiToken { get; set; }

    /// <summary>Gets or sets the address of the API, without <c>/v1</c>. Fixed until a restart.</summary>
    /// <value>Replicate by default. Plain http is accepted on loopback and with <see cref="SelfHosted"/>.</value>
    public Uri BaseAddress { get; set; } = PlyrGenresDefaults.BaseAddress;

    /// <summary>Gets or sets the version of the model to run.</summary>
    /// <value>The default is <see cref="PlyrGenresDefaults.ModelVersion"/>.</value>
    public string ModelVersion { get; set; } = PlyrGenresDefaults.ModelVersion;

    /// <summary>
    /// Gets or sets whether <see cref="BaseAddress"/> is a self-hosted Cog server that runs the model's image: no
    /// token, no polling, no bill.
    /// </summary>
    /// <value>The default is false.</value>
    public bool SelfHosted { get; set; }

    /// <summary>Gets or sets whether simulated answers are accepted. Otherwise they are an error.</summary>
    /// <value>The default is false.</value>
    public bool Simulated { get; set; }

    /// <summary>
    /// Gets or sets further hosts that outputs may be fetched from, as <c>host</c> (any port) or <c>host:port</c>.
    /// Without them, outputs are fetched over https from <c>replicate.delivery</c>, its subdomains and the API's own
    /// origin. A loopback host may use http when the API does.
    /// </summary>
    /// <value>Empty by default.</value>
    public ICollection<string> AllowedOutputHosts { get; set; } = [];

    /// <summary>Gets or sets how long an upload may take. <c>Timeout</c> begins after it.</summary>
    /// <value>The default is 10 minutes; from 5 seconds to 1 hour.</value>
    public TimeSpan UploadTimeout { get; set; } = PlyrGenresDefaults.UploadTimeout;

    /// <summary>Gets or sets the price of one run in dollars, where the billed time is not known.</summary>
    /// <value>The default is null: <see cref="PlyrGenresDefaults.CostPerRun"/> on Replicate, else 0. 0 or more.</value>
    public decimal? CostPerRun { get; set; }

    /// <summary>Gets or sets the price of one billed second in dollars.</summary>
    /// <value>The default is null: <see cref="PlyrGenresDefaults.CostPerSecond"/> on Replicate, else 0.</value>
    public decimal? CostPerSecond { get; set; }

    /// <summary>Gets the token without surrounding white space; null when there is no token.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? Token => string.IsNullOrWhiteSpace(ApiToken) ? null : ApiToken.Trim();
}
