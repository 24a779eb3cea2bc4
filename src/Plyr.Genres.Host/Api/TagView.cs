namespace Plyr.Genres.Host.Api;

/// <summary>A tag and a page of the tracks that have it.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Tracks">The tracks, ordered by id.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last page.</param>
internal sealed record TagView(string Name, IReadOnlyList<TrackView> Tracks, long? Next);
