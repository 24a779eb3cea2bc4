namespace Plyr.Genres.Host.Storage;

/// <summary>The order of a list of tracks. Tracks that are equal in it are in the order of their ids.</summary>
internal enum TrackSort
{
    Oldest,
    Newest,
    Title,
    Artist,
}
