namespace Plyr.Genres.Host.Storage;

/// <summary>Specifies the order of a list of tracks. Equal tracks are ordered by id.</summary>
internal enum TrackSort
{
    Oldest,
    Newest,
    Title,
    Artist,
}
