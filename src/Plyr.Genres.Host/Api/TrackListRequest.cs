using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Which tracks a client asks for.</summary>
/// <param name="Take">The number of tracks, from 1 to 200; 50 by default.</param>
/// <param name="After">What the page before had as <c>next</c>.</param>
/// <param name="Sort">oldest (default), newest, title or artist.</param>
/// <param name="Q">Words that must all be in the title, the artist or a tag.</param>
/// <param name="State">fresh, stale, failed, missing or pending.</param>
/// <param name="Genre">The best prediction.</param>
/// <param name="Tag">The name of a tag.</param>
/// <param name="AutoTagged">Whether only tracks with auto-tags are listed.</param>
/// <param name="Ids">At most 200 ids with commas. Just these tracks are listed; nothing else counts then.</param>
internal sealed record TrackListRequest(
    [FromQuery(Name = "take")] int? Take,
    [FromQuery(Name = "after")] string? After,
    [FromQuery(Name = "sort")] string? Sort,
    [FromQuery(Name = "q")] string? Q,
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "genre")] string? Genre,
    [FromQuery(Name = "tag")] string? Tag,
    [FromQuery(Name = "auto_tagged")] bool? AutoTagged,
    [FromQuery(Name = "ids")] string? Ids)
{
    private const int MaxSearchLength = 200;
    private const string Pending = "pending";

    /// <summary>The query, or null with the reason why the request is refused.</summary>
    /// <param name="tagNames">How the names of tags are written.</param>
    /// <param name="problem">Why the request is refused.</param>
    public TrackQuery? ToQuery(Func<string, string> tagNames, out string? problem)
    {
        var take = Take ?? TrackPage.DefaultTake;
        problem = TrackPage.ProblemOf(take);
        var sort = TrackSort.Oldest;
        if (Sort is not null && !TryParse(Sort, out sort))
            problem = "sort must be oldest, newest, title or artist.";
        var state = default(GenreState);
        if (State is not (null or Pending) && !TryParse(State, out state))
            problem = "state must be fresh, stale, failed, missing or pending.";
        var after = After is null ? null : TrackCursor.Parse(After);
        if (After is not null && (after is null || (after.Key is null) != (sort < TrackSort.Title)))
            problem = "after must be the value of next in the page before, with the same sort.";
        if (Q?.Length > MaxSearchLength)
            problem = $"q is longer than {MaxSearchLength} characters.";
        if (Tag?.Any(char.IsControl) == true)
            problem = "tag contains a control character.";
        return problem is not null ? null : new TrackQuery
        {
            Sort = sort,
            Take = take,
            After = after,
            Words = SearchText.Words(Q),
            Tag = Tag is null ? null : tagNames(Tag),
            Condition = State is null && Genre is null && AutoTagged is not true ? null : summary =>
                IsIn(summary, state)
                && (Genre is null || summary.BestGenre == Genre)
                && (AutoTagged is not true || summary.IsAutoTagged),
        };
    }

    /// <summary>The ids, or null when they are not numbers or too many.</summary>
    public static IReadOnlyCollection<long>? ParseIds(string ids)
    {
        var parts = ids.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var numbers = new HashSet<long>();
        foreach (var part in parts)
        {
            if (!long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                return null;
            numbers.Add(id);
        }

        return parts.Length <= TrackPage.MaxTake ? numbers : null;
    }

    private bool IsIn(TrackSummary summary, GenreState state) => State switch
    {
        null => true,
        Pending => summary.IsPending,
        _ => summary.State == state,
    };

    private static bool TryParse<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && text.All(char.IsAsciiLetterLower);
}
