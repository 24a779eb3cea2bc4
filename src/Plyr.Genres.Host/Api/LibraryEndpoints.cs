using Plyr.Genres.Host.Costs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoint that summarizes the library.</summary>
internal static class LibraryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/library", GetAsync)
            .WithTags("Library")
            .WithName("GetLibrary")
            .WithSummary("Returns track counts by state and genre, the cost of runs, and the cost of a backfill.")
            .Produces<LibraryView>()
            .Produces(304);

    private static async Task<IResult> GetAsync(
        ITrackSearch search, CostRecorder costs, RunPrice price, HostSettings settings,
        CancellationToken cancellationToken)
    {
        var counts = await search.SummarizeAsync(cancellationToken);
        var (total, today) = await costs.ReadAsync(cancellationToken);
        var toDo = Count(summary => summary.Need is RunNeed.AnyModel
            || (summary.Need is RunNeed.RealModel && settings.Model is not ModelKind.Simulator));
        return new ConditionalJson<LibraryView>(new LibraryView(
            counts.Values.Sum(),
            new GenreStatesView(
                In(GenreState.Fresh), In(GenreState.Stale), In(GenreState.Failed), In(GenreState.Missing)),
            Count(summary => summary.IsPending),
            Count(summary => summary.IsAutoTagged),
            [.. counts.GroupBy(count => count.Key.BestGenre, count => count.Value)
                .Where(genre => genre.Key is not null)
                .Select(genre => new GenreCountView(genre.Key!, genre.Sum()))
                .OrderByDescending(genre => genre.Tracks).ThenBy(genre => genre.Name, StringComparer.Ordinal)],
            CostView.Of(total, today, price.Dollars),
            toDo,
            price.Dollars * toDo));

        long In(GenreState state) => Count(summary => summary.State == state);

        long Count(Func<TrackSummary, bool> condition) =>
            counts.Where(count => condition(count.Key)).Sum(count => count.Value);
    }
}
