namespace Plyr.Genres;

/// <summary>Defines the values of <see cref="TrackFilter"/>.</summary>
public static class TrackFilterExtensions
{
    /// <summary>
    /// Returns whether a track matches a filter. A store may use its own query language, with the same result.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <param name="track">The track as it is stored now.</param>
    /// <returns>
    /// <see cref="TrackFilter.All"/>: true. <see cref="TrackFilter.NeedsClassification"/>: true for a track with a file
    /// id and audio in the state <see cref="GenreState.Missing"/> or <see cref="GenreState.Stale"/>, and for a fresh
    /// track with pending auto-tags. <see cref="TrackFilter.NeedsRealModel"/>: also true for a fresh track with audio
    /// whose predictions have the model <c>simulated</c> and for whose file no failure is recorded.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> is null.</exception>
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
