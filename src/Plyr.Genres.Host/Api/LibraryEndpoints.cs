using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>The whole library at a glance.</summary>
internal static class LibraryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/library", GetAsync).WithTags("Library").WithName("GetLibrary").WithSummary(
            "Counts of tracks by state and by genre.");

    private static async Task<LibraryView> GetAsync(ITrackCatalog catalog, CancellationToken cancellationToken)
    {
        var counts = await catalog.SummarizeAsync(cancellationToken);
        return new LibraryView(
            counts.Values.Sum(),
            new GenreStatesView(
                In(GenreState.Fresh), In(GenreState.Stale), In(GenreState.Failed), In(GenreState.Missing)),
            Count(summary => summary.IsPending),
            Count(summary => summary.IsAutoTagged),
            [.. counts.GroupBy(count => count.Key.BestGenre, count => count.Value)
                .Where(genre => genre.Key is not null)
                .Select(genre => new GenreCountView(genre.Key!, genre.Sum()))
                .OrderByDescending(genre => genre.Tracks).ThenBy(genre => genre.Name, StringComparer.Ordinal)]);

        long In(GenreState state) => Count(summary => summary.State == state);

        long Count(Func<TrackSummary, bool> condition) =>
            counts.Where(count => condition(count.Key)).Sum(count => count.Value);
    }
}
