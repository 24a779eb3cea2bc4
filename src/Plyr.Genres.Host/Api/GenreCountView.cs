namespace Plyr.Genres.Host.Api;

/// <summary>The number of tracks of a genre.</summary>
internal sealed record GenreCountView(string Name, long Tracks);
