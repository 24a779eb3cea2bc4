namespace Plyr.Genres.Host.Api;

/// <summary>A page of tracks.</summary>
/// <param name="Tracks">The tracks, in the order that was asked for.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page; null on the last.</param>
/// <param name="Total">The number of tracks of all pages.</param>
internal sealed record TrackPage(IReadOnlyList<TrackView> Tracks, string? Next, long Total)
{
    public const int DefaultTake = 50;
    public const int MaxTake = 200;

    /// <summary>Why a number of tracks is refused, or null.</summary>
    public static string? ProblemOf(int take) =>
        take is < 1 or > MaxTake ? $"take is {take}; it must be a whole number from 1 to {MaxTake}." : null;
}
