namespace Plyr.Genres;

/// <summary>
/// Specifies which tracks a store lists or counts. <see cref="TrackFilterExtensions.Matches"/> defines each value.
/// </summary>
public enum TrackFilter
{
    /// <summary>Every track.</summary>
    All = 0,

    /// <summary>
    /// Tracks with audio whose predictions are missing or stale and that have no recorded failure, and fresh tracks
    /// with pending auto-tags.
    /// </summary>
    NeedsClassification = 1,

    /// <summary>
    /// The tracks of <see cref="NeedsClassification"/>, and tracks whose answer was made by a simulator.
    /// </summary>
    NeedsRealModel = 2,
}
