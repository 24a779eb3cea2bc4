namespace Plyr.Genres.Host.Api;

/// <summary>A tag and a page of the tracks that carry it.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Tracks">The tracks, by id.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page; null on the last.</param>
internal sealed record TagView(string Name, IReadOnlyList<TrackView> Tracks, long? Next);
