namespace Plyr.Genres.Host.Storage;

/// <summary>Which tracks are listed, and in which order.</summary>
internal sealed record TrackQuery
{
    public TrackSort Sort { get; init; }

    /// <summary>Each must be part of the title, the artist or a tag. As <see cref="SearchText"/> makes them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The exact name of a tag that the tracks carry; null for all tracks.</summary>
    public string? Tag { get; init; }

    /// <summary>Selects by the figures of the library, so that a list has as many tracks as they count.</summary>
    public Predicate<TrackSummary>? Condition { get; init; }

    /// <summary>The last track of the page before.</summary>
    public TrackCursor? After { get; init; }

    public required int Take { get; init; }
}

/// <summary>A page of a list of tracks.</summary>
/// <param name="Tracks">The tracks of the page.</param>
/// <param name="Next">Its last track, if another page follows.</param>
/// <param name="Total">The number of tracks of all pages.</param>
internal sealed record TrackQueryResult(IReadOnlyList<StoredTrack> Tracks, TrackCursor? Next, long Total)
{
    /// <summary>
    /// Makes the result of the tracks at the places of a page and of one more. A track that was deleted since is left
    /// out.
    /// </summary>
    public static TrackQueryResult Of(
        IReadOnlyList<TrackCursor> places, int take, IEnumerable<StoredTrack> tracks, long total)
    {
        var found = tracks.ToDictionary(track => track.Id);
        var page = places.Take(take).Select(place => found.GetValueOrDefault(place.Id)).OfType<StoredTrack>();
        return new TrackQueryResult([.. page], places.Count > take ? places[take - 1] : null, total);
    }
}
