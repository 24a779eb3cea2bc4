namespace Plyr.Genres.Host.Api;

/// <summary>The whole library at a glance.</summary>
/// <param name="Tracks">How many tracks there are.</param>
/// <param name="States">How many are in each state; the four add up to all.</param>
/// <param name="Pending">How many wait for the classification of their current audio.</param>
/// <param name="AutoTagged">How many carry tags that the library added.</param>
/// <param name="Genres">For each genre, how many tracks have it as their best fresh prediction; most first.</param>
internal sealed record LibraryView(
    long Tracks, GenreStatesView States, long Pending, long AutoTagged, IReadOnlyList<GenreCountView> Genres);
