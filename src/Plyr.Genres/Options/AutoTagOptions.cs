namespace Plyr.Genres;

/// <summary>
/// Provides the options of auto-tags: the predictions that become tags when the uploader asked for it.
/// </summary>
public sealed class AutoTagOptions
{
    /// <summary>Gets or sets the share of the top confidence that a name needs to become an auto-tag.</summary>
    /// <value>The default is 0.5; from 0 to 1.</value>
    public double Ratio { get; set; } = AutoTagPolicy.DefaultRatio;

    /// <summary>Gets or sets the maximum number of names that become auto-tags.</summary>
    /// <value>The default is 5; from 0 to 400.</value>
    public int Limit { get; set; } = AutoTagPolicy.DefaultLimit;

    /// <summary>
    /// Gets or sets the number of tags on a track up to which auto-tags are added. Names that do not fit are dropped,
    /// best kept first.
    /// </summary>
    /// <value>The default is null: no maximum. 0 or more; plyr.fm uses 10.</value>
    public int? MaxTagsPerTrack { get; set; }
}
