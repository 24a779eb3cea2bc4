namespace Plyr.Genres.Host.Api;

/// <summary>The number of tracks in each state.</summary>
internal sealed record GenreStatesView(long Fresh, long Stale, long Failed, long Missing);
