namespace Plyr.Genres.Host.Api;

/// <summary>A page of tracks.</summary>
/// <param name="Tracks">The tracks, by id.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page; null on the last.</param>
internal sealed record TrackPage(IReadOnlyList<TrackView> Tracks, long? Next);
