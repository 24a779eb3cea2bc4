using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>The whole library at a glance, in one pass over the tracks; memory grows with the genres, not with the tracks.</summary>
internal static class LibraryEndpoints
{
    private const int PageSize = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/library", GetAsync).WithTags("Library").WithName("GetLibrary").WithSummary("Counts of tracks by state and by genre.");

    private static async Task<LibraryView> GetAsync(ITrackCatalog catalog, CancellationToken cancellationToken)
    {
        long total = 0, pending = 0, autoTagged = 0;
        var states = new long[Enum.GetValues<GenreState>().Length];
        var genres = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var stored in AllAsync(catalog, cancellationToken))
        {
            var view = GenresView.Of(stored.Track);
            total++;
            states[(int)view.State]++;
            pending += stored.ClassificationDue ? 1 : 0;
            autoTagged += view.AutoTags.Count > 0 ? 1 : 0;
            if (view.State is GenreState.Fresh && view.Predictions is [var best, ..])
                genres[best.Name] = genres.GetValueOrDefault(best.Name) + 1;
        }

        return new LibraryView(
            total,
            new GenreStatesView(states[(int)GenreState.Fresh], states[(int)GenreState.Stale], states[(int)GenreState.Failed], states[(int)GenreState.Missing]),
            pending,
            autoTagged,
            [.. genres.OrderByDescending(genre => genre.Value).ThenBy(genre => genre.Key, StringComparer.Ordinal).Select(genre => new GenreCountView(genre.Key, genre.Value))]);
    }

    private static async IAsyncEnumerable<StoredTrack> AllAsync(ITrackCatalog catalog, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = long.MinValue;
        IReadOnlyList<StoredTrack> page;
        do
        {
            page = await catalog.ListAsync(after, PageSize, cancellationToken);
            foreach (var track in page)
                yield return track;
            if (page.Count > 0)
                after = page[^1].Id;
        }
        while (page.Count == PageSize);
    }
}
