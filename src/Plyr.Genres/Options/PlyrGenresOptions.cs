namespace Plyr.Genres;

/// <summary>Provides the options of genre tagging. A reload takes effect with the next operation.</summary>
public sealed class PlyrGenresOptions
{
    /// <summary>Gets or sets whether the model may be asked. Otherwise fresh predictions are still served.</summary>
    /// <value>The default is false; <c>REPLICATE_ENABLED</c> in configuration.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets the options of the Replicate client.</summary>
    public ReplicateOptions Replicate { get; } = new();

    /// <summary>Gets the options of auto-tags.</summary>
    public AutoTagOptions AutoTags { get; } = new();

    /// <summary>Gets or sets how many predictions are kept per track. The model always returns 400 labels.</summary>
    /// <value>The default is 10; from 1 to 400; <c>REPLICATE_TOP_N</c> in configuration.</value>
    public int TopN { get; set; } = GenreLabelNormalizer.DefaultTopN;

    /// <summary>Gets or sets how long one classification may take, from the request to the answer.</summary>
    /// <remarks>
    /// A warm model answers within seconds; an idle one is booted first (source: Replicate's page "Billing": instances
    /// stay up for a few minutes after the last request).
    /// </remarks>
    /// <value>The default is 120 seconds; from 5 to 3600; <c>REPLICATE_TIMEOUT_SECONDS</c> in configuration.</value>
    public TimeSpan Timeout { get; set; } = PlyrGenresDefaults.Timeout;

    /// <summary>
    /// Gets or sets how long on-demand requests skip a track after a temporary failure, and all tracks after a failure
    /// that affects every request. Kept in memory. Upload tasks and backfills may try at once.
    /// </summary>
    /// <value>The default is 5 minutes; from 0 to 1 day.</value>
    public TimeSpan FailureCooldown { get; set; } = PlyrGenresDefaults.FailureCooldown;

    /// <summary>
    /// Gets or sets whether a run is claimed on the track before it is paid for, so that several processes over one
    /// store pay once. The others read the track every half second until the answer is stored or the claim expires.
    /// Costs one write per run.
    /// </summary>
    /// <value>The default is false: one process over the store.</value>
    public bool ClaimRuns { get; set; }

    /// <summary>Gets or sets names to replace once, for example <c>bossanova</c> by <c>bossa nova</c>.</summary>
    /// <value>Empty by default.</value>
    public IDictionary<string, string> Aliases { get; set; } = new Dictionary<string, string>();

    /// <summary>Gets or sets names to drop after the aliases are applied, for example <c>non-music</c>.</summary>
    /// <value>Empty by default.</value>
    public ICollection<string> IgnoredNames { get; set; } = [];

    /// <summary>
    /// Gets or sets the only names that become predictions, for example the tags that a site has. Applied after aliases
    /// and ignored names, before <see cref="TopN"/>.
    /// </summary>
    /// <value>Empty by default: every name.</value>
    public ICollection<string> AllowedNames { get; set; } = [];

    /// <summary>Gets or sets the least confidence of a prediction, after rounding to 4 decimals.</summary>
    /// <value>The default is 0: every confidence; from 0 to 1.</value>
    public double MinConfidence { get; set; }

    /// <summary>Gets or sets whether genres, styles or both become predictions.</summary>
    /// <value>The default is <see cref="GenreNames.GenresAndStyles"/>.</value>
    public GenreNames Names { get; set; }

    /// <summary>
    /// Gets or sets whether the 400 scores of an answer are stored with its predictions, in about 1,200 bytes per
    /// track. With them, predictions can be renormalized and explained without another run.
    /// </summary>
    /// <value>The default is true.</value>
    public bool KeepLabelScores { get; set; } = true;
}

/// <summary>Provides the options of auto-tags: the predictions that become tags when an uploader asks for it.</summary>
public sealed class AutoTagOptions
{
    /// <summary>Gets or sets the share of the top confidence that a name needs to become an auto-tag.</summary>
    /// <value>The default is 0.5; from 0 to 1.</value>
    public double Ratio { get; set; } = AutoTagPolicy.DefaultRatio;

    /// <summary>Gets or sets the maximum number of names that become auto-tags.</summary>
    /// <value>The default is 5; from 0 to 400.</value>
    public int Limit { get; set; } = AutoTagPolicy.DefaultLimit;

    /// <summary>Gets or sets the number of tags on a track up to which auto-tags are added, best first.</summary>
    /// <value>The default is null: no maximum. 0 or more; plyr.fm uses 10.</value>
    public int? MaxTagsPerTrack { get; set; }
}
