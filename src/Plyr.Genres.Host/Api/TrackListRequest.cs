using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>The query parameters of a list of tracks.</summary>
/// <param name="Take">The number of tracks, from 1 to 200; 50 by default.</param>
/// <param name="After">The value of <c>next</c> of the previous page.</param>
/// <param name="Sort">oldest (default), newest, title or artist.</param>
/// <param name="Q">Words that must all be in the title, the artist or a tag.</param>
/// <param name="State">fresh, stale, failed, missing or pending.</param>
/// <param name="Genre">The best prediction.</param>
/// <param name="Tag">The name of a tag.</param>
/// <param name="AutoTagged">Whether only tracks with auto-tags are listed.</param>
/// <param name="Ids">At most 200 ids, separated by commas. All other parameters are ignored if ids are given.</param>
internal sealed record TrackListRequest(
    [FromQuery(Name = "take")] string? Take,
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

    /// <summary>Returns the query, or null with the problem when a parameter is invalid.</summary>
    /// <param name="tagNames">Normalizes the name of a tag.</param>
    /// <param name="problem">What is wrong with the parameters.</param>
    public TrackQuery? ToQuery(Func<string, string> tagNames, out string? problem)
    {
        var take = TrackPage.ReadTake(Take, TrackPage.DefaultTake, out problem);
        var sort = TrackSort.Oldest;
        if (Sort is not null && !TryParse(Sort, out sort))
            problem = "sort must be oldest, newest, title or artist.";
        var state = default(GenreState);
        if (State is not (null or Pending) && !TryParse(State, out state))
            problem = "state must be fresh, stale, failed, missing or pending.";
        var after = After is null ? null : TrackCursor.Parse(After);
        if (After is not null && (after is null || (after.Key is null) != (sort < TrackSort.Title)))
            problem = "after must be the value of next of the previous page, with the same sort.";
        if (Q?.Length > MaxSearchLength)
            problem = $"q is longer than {MaxSearchLength} characters.";
        if (Tag?.Any(char.IsControl) == true)
            problem = "tag contains a control character.";
        if (problem is not null || take is null)
            return null;
        return new TrackQuery
        {
            Sort = sort,
            Take = take.Value,
            After = after,
            Words = SearchText.Words(Q),
            Tag = Tag is null ? null : tagNames(Tag),
            Condition = HasCondition ? summary => IsMatch(summary, state) : null,
        };
    }

    /// <summary>Returns the ids, or null when one isn't a number or there are too many.</summary>
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

    private bool HasCondition => State is not null || Genre is not null || AutoTagged is true;

    private bool IsMatch(TrackSummary summary, GenreState state) =>
        IsIn(summary, state)
        && (Genre is null || summary.BestGenre == Genre)
        && (AutoTagged is not true || summary.IsAutoTagged);

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
