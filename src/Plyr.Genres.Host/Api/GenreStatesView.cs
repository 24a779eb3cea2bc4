namespace Plyr.Genres.Host.Api;

/// <summary>How many tracks are in each state.</summary>
internal sealed record GenreStatesView(long Fresh, long Stale, long Failed, long Missing);
