namespace Plyr.Genres.Host.Api;

/// <summary>The whole library at a glance.</summary>
/// <param name="Tracks">How many tracks there are.</param>
/// <param name="States">How many are in each state; the four add up to all.</param>
/// <param name="Pending">How many wait for the classification of their current audio.</param>
/// <param name="AutoTagged">How many carry tags that the library added.</param>
/// <param name="Genres">For each genre, how many tracks have it as their best fresh prediction; most first.</param>
/// <param name="Cost">What runs have cost.</param>
/// <param name="ToDo">For how many a backfill would run the model.</param>
/// <param name="EstimatedCost">What that would cost in US dollars; null where the model has no price.</param>
internal sealed record LibraryView(
    long Tracks, GenreStatesView States, long Pending, long AutoTagged, IReadOnlyList<GenreCountView> Genres,
    CostView Cost, long ToDo, decimal? EstimatedCost);
