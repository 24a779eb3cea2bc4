namespace Plyr.Genres.Host.Storage;

/// <summary>The conditions and the order of a list of tracks.</summary>
internal sealed record TrackQuery
{
    public TrackSort Sort { get; init; }

    /// <summary>
    /// Gets the words that must each be part of the title, the artist or a tag, in the form of
    /// <see cref="SearchText"/>.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Gets the exact name of a tag; null for all tracks.</summary>
    public string? Tag { get; init; }

    /// <summary>Gets the condition on the summaries, so that a list matches the counts of the library.</summary>
    public Predicate<TrackSummary>? Condition { get; init; }

    /// <summary>Gets the last track of the previous page.</summary>
    public TrackCursor? After { get; init; }

    public required int Take { get; init; }
}

/// <summary>A page of a list of tracks.</summary>
/// <param name="Tracks">The tracks of the page.</param>
/// <param name="Next">The last track, if another page follows.</param>
/// <param name="Total">The number of tracks on all pages.</param>
internal sealed record TrackQueryResult(IReadOnlyList<StoredTrack> Tracks, TrackCursor? Next, long Total)
{
    /// <summary>
    /// Creates the result from the positions of the page and, if another page follows, one more. Tracks that were
    /// deleted in the meantime are omitted.
    /// </summary>
    public static TrackQueryResult Of(
        IReadOnlyList<TrackCursor> places, int take, IEnumerable<StoredTrack> tracks, long total)
    {
        var found = tracks.ToDictionary(track => track.Id);
        var page = places.Take(take).Select(place => found.GetValueOrDefault(place.Id)).OfType<StoredTrack>();
        return new TrackQueryResult([.. page], places.Count > take ? places[take - 1] : null, total);
    }
}
