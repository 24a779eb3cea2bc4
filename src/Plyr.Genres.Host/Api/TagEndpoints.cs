using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoints that list tags, and tracks by tag.</summary>
internal static class TagEndpoints
{
    private const string Prefix = "/tags/";
    private const int DefaultNames = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tags = routes.MapGroup("").WithTags("Tags").ProducesProblem(400);
        tags.MapGet("/tags", ListAsync)
            .WithName("ListTags")
            .WithSummary("Returns the tags that contain a text: first those that begin with it, then by use.")
            .Produces<TagListView>()
            .Produces(304);
        tags.MapGet(Prefix + "{**name}", GetAsync)
            .WithName("GetTag")
            .WithSummary("Returns a page of the tracks with a tag. Escape the tag as a path segment, a slash as %2F.");
    }

    private static async Task<IResult> ListAsync(
        ITrackSearch search, CancellationToken cancellationToken, string prefix = "", string? take = null)
    {
        if (TrackPage.ReadTake(take, DefaultNames, out var problem) is not { } count)
            return Problems.Invalid(problem!);
        var text = SearchText.Key(prefix.Trim());
        var names =
            from tag in await search.CountTagsAsync(cancellationToken)
            let key = SearchText.Key(tag.Name)
            where key.Contains(text, StringComparison.Ordinal)
            orderby key.StartsWith(text, StringComparison.Ordinal) descending, tag.Tracks descending, key
            select tag;
        return new ConditionalJson<TagListView>(new TagListView([.. names.Take(count)]));
    }

    private static async Task<Results<Ok<TagView>, ProblemHttpResult>> GetAsync(
        string? name, HttpContext context, ITrackCatalog catalog, FailureText failures,
        CancellationToken cancellationToken, long after = 0, string? take = null)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var tag = NameIn(target, context.Request.PathBase);
        if (string.IsNullOrEmpty(name) || tag is null)
            return Problems.Invalid("The tag is missing; send it in the path, for example /tags/ambient.");
        if (TrackPage.ReadTake(take, TrackPage.DefaultTake, out var problem) is not { } count)
            return Problems.Invalid(problem!);
        // Another program's tags are not normalized.
        if (await catalog.OwnsTracksAsync(cancellationToken))
            tag = TrackText.Tag(tag);
        var found = await catalog.ListByTagAsync(tag, after, count + 1, cancellationToken);
        var page = found.Take(count).Select(track => TrackView.Of(track, failures)).ToArray();
        return TypedResults.Ok(new TagView(tag, page, found.Count > count ? page[^1].Id : null));
    }

    /// <summary>
    /// Returns the name of the raw path. The server decodes all of a path except %2F, so a route value doesn't
    /// distinguish a slash from a literal "%2F".
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
