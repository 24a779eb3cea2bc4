namespace Plyr.Genres.Host.Api;

/// <summary>How current the stored predictions are (rule 33).</summary>
internal enum GenreState
{
    Fresh,
    Stale,
    Failed,
    Missing,
}
