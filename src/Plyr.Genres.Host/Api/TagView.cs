namespace Plyr.Genres.Host.Api;

/// <summary>A tag and the tracks that carry it.</summary>
internal sealed record TagView(string Name, IReadOnlyList<TrackView> Tracks);
