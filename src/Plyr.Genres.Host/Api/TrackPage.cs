namespace Plyr.Genres.Host.Api;

/// <summary>A page of tracks.</summary>
/// <param name="Tracks">The tracks, in the requested order.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last page.</param>
/// <param name="Total">The number of tracks on all pages.</param>
internal sealed record TrackPage(IReadOnlyList<TrackView> Tracks, string? Next, long Total)
{
    public const int DefaultTake = 50;
    public const int MaxTake = 200;

    /// <summary>Returns what is wrong with a number of tracks, or null.</summary>
    public static string? ProblemOf(int take) =>
        take is < 1 or > MaxTake ? $"take is {take}; it must be a whole number from 1 to {MaxTake}." : null;
}
