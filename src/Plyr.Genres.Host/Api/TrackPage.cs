using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>A page of tracks.</summary>
/// <param name="Tracks">The tracks, by id.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page; null on the last.</param>
internal sealed record TrackPage(IReadOnlyList<TrackView> Tracks, long? Next)
{
    public const int DefaultTake = 50;
    private const int MaxTake = 200;

    /// <summary>Why a number of tracks is refused, or null.</summary>
    public static string? ProblemOf(int take) =>
        take is < 1 or > MaxTake ? $"take is {take}; it must be a whole number from 1 to {MaxTake}." : null;

    /// <summary>
    /// Makes a page of at most <paramref name="take"/> tracks out of one more, which tells whether there is another
    /// page.
    /// </summary>
    public static TrackPage Of(IReadOnlyList<StoredTrack> tracks, int take)
    {
        var page = tracks.Take(take).Select(TrackView.Of).ToArray();
        return new TrackPage(page, tracks.Count > take ? page[^1].Id : null);
    }
}
