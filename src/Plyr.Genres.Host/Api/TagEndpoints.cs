using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>Tracks by tag.</summary>
internal static class TagEndpoints
{
    private const string Prefix = "/tags/";
    private const int DefaultNames = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tags = routes.MapGroup("").WithTags("Tags").ProducesProblem(400);
        tags.MapGet("/tags", ListAsync).WithName("ListTags").WithSummary(
            "Names of tags that contain a text: those that begin with it first, and then the most used.")
            .Produces<TagListView>().Produces(304);
        tags.MapGet(Prefix + "{**name}", GetAsync).WithName("GetTag").WithSummary(
            "The tracks that carry a tag, page by page; escape it as a path segment, a slash as %2F.");
    }

    private static async Task<IResult> ListAsync(
        ITrackSearch search, CancellationToken cancellationToken, string prefix = "", int take = DefaultNames)
    {
        if (TrackPage.ProblemOf(take) is { } problem)
            return Problems.Invalid(problem);
        var wanted = SearchText.Key(prefix.Trim());
        var names =
            from count in await search.CountTagsAsync(cancellationToken)
            let key = SearchText.Key(count.Name)
            where key.Contains(wanted, StringComparison.Ordinal)
            orderby key.StartsWith(wanted, StringComparison.Ordinal) descending, count.Tracks descending, key
            select count;
        return new ConditionalJson<TagListView>(new TagListView([.. names.Take(take)]));
    }

    private static async Task<Results<Ok<TagView>, ProblemHttpResult>> GetAsync(
        string? name, HttpContext context, ITrackCatalog catalog, FailureText failures,
        CancellationToken cancellationToken, long after = 0, int take = TrackPage.DefaultTake)
    {
        var tag =
            NameIn(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.PathBase);
        if (string.IsNullOrEmpty(name) || tag is null)
            return Problems.Invalid("Name a tag: /tags/ambient.");
        if (TrackPage.ProblemOf(take) is { } problem)
            return Problems.Invalid(problem);
        // The tags of another program's tables are as that program wrote them.
        if (await catalog.OwnsTracksAsync(cancellationToken))
            tag = TrackText.Tag(tag);
        var found = await catalog.ListByTagAsync(tag, after, take + 1, cancellationToken);
        var page = found.Take(take).Select(track => TrackView.Of(track, failures)).ToArray();
        return TypedResults.Ok(new TagView(tag, page, found.Count > take ? page[^1].Id : null));
    }

    /// <summary>
    /// The name as it was sent. The server decodes a path but for %2F, so that "a/b" and "a%2Fb", which are different
    /// names, can't be told apart any more in the route value.
    /// </summary>
    private static string? NameIn(string target, PathString pathBase)
    {
        var path = target.Split('?', 2)[0];
        var start = path.IndexOf(pathBase.ToUriComponent() + Prefix, StringComparison.OrdinalIgnoreCase);
        return start < 0
            ? null
            : Uri.UnescapeDataString(path[(start + pathBase.ToUriComponent().Length + Prefix.Length)..]);
    }
}
