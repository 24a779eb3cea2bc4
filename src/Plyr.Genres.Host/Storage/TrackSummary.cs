using System.Globalization;

namespace Plyr.Genres.Host.Storage;

/// <summary>What the figures of the library count of a track.</summary>
internal sealed record TrackSummary(GenreState State, bool IsPending, bool IsAutoTagged, string? BestGenre)
{
    public static TrackSummary Of(Track track, bool isPending) => new(
        track.GenreState,
        isPending,
        track.Extra.AutoTags is { Names.Count: > 0 },
        track.GenreState is GenreState.Fresh && track.Extra.Predictions is [var best, ..] ? best.Name : null);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static TrackSummary Parse(string text)
    {
        var parts = text.Split(' ', 4);
        return new TrackSummary(
            Enum.Parse<GenreState>(parts[0]), parts[1] == "1", parts[2] == "1", parts[3].Length > 0 ? parts[3] : null);
    }

    public string ToText() =>
        string.Create(
            CultureInfo.InvariantCulture, $"{State} {(IsPending ? 1 : 0)} {(IsAutoTagged ? 1 : 0)} {BestGenre}");
}
