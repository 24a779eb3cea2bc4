namespace Plyr.Genres.Host.Api;

/// <summary>A summary of the library.</summary>
/// <param name="Tracks">The number of tracks.</param>
/// <param name="States">The number of tracks in each state; each track is in one.</param>
/// <param name="Pending">The number of tracks that wait for classification.</param>
/// <param name="AutoTagged">The number of tracks with tags that the library added.</param>
/// <param name="Genres">The number of tracks for each best fresh prediction, in descending order.</param>
/// <param name="Cost">The cost of all runs so far.</param>
/// <param name="ToDo">The number of tracks for which a backfill would run the model.</param>
/// <param name="EstimatedCost">The cost of that backfill in US dollars; null if the model has no price.</param>
internal sealed record LibraryView(
    long Tracks, GenreStatesView States, long Pending, long AutoTagged, IReadOnlyList<GenreCountView> Genres,
    CostView Cost, long ToDo, decimal? EstimatedCost);
