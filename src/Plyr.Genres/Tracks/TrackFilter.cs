namespace Plyr.Genres;

/// <summary>Specifies which tracks a store lists or counts, as <c>Matches</c> defines.</summary>
public enum TrackFilter
{
    /// <summary>Every track.</summary>
    All = 0,

    /// <summary>
    /// Tracks with audio whose predictions are missing or stale and that have no recorded failure, and fresh tracks
    /// with pending auto-tags.
    /// </summary>
    NeedsClassification = 1,

    /// <summary>Those of <see cref="NeedsClassification"/>, and tracks with an answer of a simulator.</summary>
    NeedsRealModel = 2,
}

/// <summary>Defines the values of <see cref="TrackFilter"/>.</summary>
public static class TrackFilterExtensions
{
    /// <summary>Returns whether a track matches a filter. The query of a store must give the same result.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="track">The track as it is stored now.</param>
    /// <returns>
    /// <see cref="TrackFilter.All"/>: true. <see cref="TrackFilter.NeedsClassification"/>: true for a track with a file
    /// id and audio in the state <see cref="GenreState.Missing"/> or <see cref="GenreState.Stale"/>, and for a fresh
    /// track with pending auto-tags. <see cref="TrackFilter.NeedsRealModel"/>: also true for a fresh track with audio
    /// whose predictions have the model <c>simulated</c> and for whose file no failure is recorded.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The filter is not one of the defined values.</exception>
    public static bool Matches(this TrackFilter filter, Track track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return filter switch
        {
            TrackFilter.All => true,
            TrackFilter.NeedsClassification => NeedsClassification(track),
            TrackFilter.NeedsRealModel => NeedsClassification(track) || NeedsRealModel(track),
            _ => throw new ArgumentOutOfRangeException(
                nameof(filter), filter, "The filter must be All, NeedsClassification or NeedsRealModel."),
        };
    }

    private static bool NeedsClassification(Track track) => track.GenreState switch
    {
        GenreState.Fresh => track.Extra.AutoTag,
        GenreState.Failed => false,
        _ => track.HasAudio,
    };

    private static bool NeedsRealModel(Track track) =>
        track.GenreState == GenreState.Fresh
        && track.Extra.IsSimulated
        && track.HasAudio
        && !track.HasFile(track.Extra.Failure?.FileId);
}
