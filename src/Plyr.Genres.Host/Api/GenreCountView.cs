namespace Plyr.Genres.Host.Api;

/// <summary>How many tracks have one genre.</summary>
internal sealed record GenreCountView(string Name, long Tracks);
