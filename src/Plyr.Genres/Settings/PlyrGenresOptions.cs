using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>The settings of genre tagging. They are read once per operation, so a reload takes effect with the next one.</summary>
public sealed class PlyrGenresOptions
{
    /// <summary>Whether the model may be asked. While it may not, fresh predictions are still served.</summary>
    /// <value>False; <c>REPLICATE_ENABLED</c> in configuration.</value>
    public bool Enabled { get; set; }

    /// <summary>The token of the Replicate account. It is sent to <see cref="BaseAddress"/> only, and shown nowhere.</summary>
    /// <value>None; required when <see cref="Enabled"/>, unless <see cref="SelfHosted"/>; <c>REPLICATE_API_TOKEN</c> in configuration.</value>
    [JsonIgnore, DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiToken { get; set; }

    /// <summary>Where the API is: the address in front of <c>/v1/predictions</c>. It is fixed when the settings are first read; a new one takes a restart.</summary>
    /// <value>
    /// <see cref="PlyrGenresDefaults.BaseAddress"/>. Plain http is accepted on loopback and with <see cref="SelfHosted"/>.
    /// </value>
    public Uri BaseAddress { get; set; } = PlyrGenresDefaults.BaseAddress;

    /// <summary>The version of the model that is asked.</summary>
    /// <value><see cref="PlyrGenresDefaults.ModelVersion"/>.</value>
    public string ModelVersion { get; set; } = PlyrGenresDefaults.ModelVersion;

    /// <summary>Whether <see cref="BaseAddress"/> is the model's image run by Cog instead of Replicate: no token, no polling, no bill.</summary>
    /// <value>False.</value>
    public bool SelfHosted { get; set; }

    /// <summary>How many predictions are kept per track. The model always gives all of its 400 labels; the best are kept.</summary>
    /// <value>10; 1 to 400; <c>REPLICATE_TOP_N</c> in configuration.</value>
    public int TopN { get; set; } = GenreLabelNormalizer.DefaultTopN;

    /// <summary>
    /// How long one classification may take, from the request to the answer in hand. A warm model answers within some seconds; an idle one
    /// is booted first (source: Replicate's page "Billing": instances stay up for a few minutes after the last request).
    /// </summary>
    /// <value>120 seconds; 5 seconds to 1 hour; <c>REPLICATE_TIMEOUT_SECONDS</c> in configuration.</value>
    public TimeSpan Timeout { get; set; } = PlyrGenresDefaults.Timeout;

    /// <summary>
    /// How long requests for suggestions leave a track alone after a passing failure, and all tracks after one that every call would
    /// meet. It is kept in memory; upload tasks and backfills may try at once.
    /// </summary>
    /// <value>5 minutes; 0 to 1 day.</value>
    public TimeSpan FailureCooldown { get; set; } = PlyrGenresDefaults.FailureCooldown;

    /// <summary>
    /// Whether a run is claimed on the track before it is paid for, so that several processes over one store pay once: the others read
    /// the track every half second until the answer is there, or the claim has run out. It costs a write per run.
    /// </summary>
    /// <value>False: one process, or a store of its own for each.</value>
    public bool ClaimRuns { get; set; }

    /// <summary>The share of the top confidence that a name needs to become an auto-tag.</summary>
    /// <value>0.5; 0 to 1.</value>
    public double AutoTagRatio { get; set; } = AutoTagPolicy.DefaultRatio;

    /// <summary>How many names become auto-tags at most.</summary>
    /// <value>5; 0 to 400.</value>
    public int AutoTagLimit { get; set; } = AutoTagPolicy.DefaultLimit;

    /// <summary>How many tags a track may have for auto-tags to be added; what does not fit is left out, best first.</summary>
    /// <value>None: no cap. 0 or more; plyr.fm uses 10.</value>
    public int? MaxTagsPerTrack { get; set; }

    /// <summary>Names to replace, from and to, for example <c>bossanova</c> by <c>bossa nova</c>. Applied once, before the ignores.</summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> Aliases { get; set; } = new Dictionary<string, string>();

    /// <summary>Names that never become predictions, for example <c>non-music</c>.</summary>
    /// <value>Empty.</value>
    public ICollection<string> IgnoredNames { get; set; } = [];

    /// <summary>
    /// Further hosts from which outputs may be fetched, as <c>host</c> (any port) or <c>host:port</c>. Without them only <c>replicate.delivery</c>,
    /// its subdomains and the API's own origin are asked, over https. A loopback host is asked over http when the API is.
    /// </summary>
    /// <value>Empty.</value>
    public ICollection<string> AllowedOutputHosts { get; set; } = [];

    /// <summary>What one run costs, in dollars, for the estimate of a dry run and where the billed seconds are not known.</summary>
    /// <value><see cref="PlyrGenresDefaults.CostPerRun"/>; 0 or more.</value>
    public decimal CostPerRun { get; set; } = PlyrGenresDefaults.CostPerRun;

    /// <summary>What one billed second costs, in dollars.</summary>
    /// <value><see cref="PlyrGenresDefaults.CostPerSecond"/>; 0 or more.</value>
    public decimal CostPerSecond { get; set; } = PlyrGenresDefaults.CostPerSecond;

    /// <summary>The token without white space around it, or null when there is none.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? Token => string.IsNullOrWhiteSpace(ApiToken) ? null : ApiToken.Trim();

    /// <summary>What a run is estimated to cost: its billed seconds, or the usual run where they are not known. One's own model bills nothing.</summary>
    internal decimal CostOf(TimeSpan? predictTime) =>
        SelfHosted ? 0 : predictTime is { } time ? (decimal)time.TotalSeconds * CostPerSecond : CostPerRun;
}
