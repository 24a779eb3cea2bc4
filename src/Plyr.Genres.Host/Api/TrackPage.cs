using System.Globalization;

namespace Plyr.Genres.Host.Api;

/// <summary>A page of tracks.</summary>
/// <param name="Tracks">The tracks, in the requested order.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last page.</param>
/// <param name="Total">The number of tracks on all pages.</param>
internal sealed record TrackPage(IReadOnlyList<TrackView> Tracks, string? Next, long Total)
{
    public const int DefaultTake = 50;
    public const int MaxTake = 200;

    /// <summary>
    /// Reads the number of rows of a page; returns null with the problem when it is not a number or out of range.
    /// </summary>
    /// <remarks>Bound as text, so that both have the same message.</remarks>
    public static int? ReadTake(string? text, int byDefault, out string? problem)
    {
        problem = null;
        if (text is null)
            return byDefault;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var take)
            && take is >= 1 and <= MaxTake)
            return take;
        problem = $"take must be a whole number from 1 to {MaxTake}.";
        return null;
    }
}
