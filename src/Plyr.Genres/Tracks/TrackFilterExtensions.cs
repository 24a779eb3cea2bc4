namespace Plyr.Genres;

/// <summary>What a <see cref="TrackFilter"/> means.</summary>
public static class TrackFilterExtensions
{
    /// <summary>Whether a track belongs to what a filter asks for. A store may answer in its own query language, with the same result.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="track">The track as it is stored now.</param>
    /// <returns>
    /// For <see cref="TrackFilter.All"/>: true. For <see cref="TrackFilter.NeedsClassification"/>: true for a track with a file and an audio URL whose predictions are
    /// missing or of another file, and on which no failure is recorded for its file; and for a track with fresh predictions on which
    /// auto-tags are still pending.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The filter is not one of the defined values.</exception>
    public static bool Matches(this TrackFilter filter, Track track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return filter switch
        {
            TrackFilter.All => true,
            TrackFilter.NeedsClassification => track.IsFresh
                ? track.Extra.AutoTag
                : track.HasAudio && !track.Extra.HasFailureFor(track.FileId),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "The filter must be All or NeedsClassification."),
        };
    }
}
