using System.Globalization;

namespace Plyr.Genres.Host.Storage;

/// <summary>What the figures of the library count of a track.</summary>
internal sealed record TrackSummary(
    GenreState State, bool IsPending, bool IsAutoTagged, string? BestGenre, RunNeed Need = RunNeed.None)
{
    public static TrackSummary Of(Track track, bool isPending) => new(
        track.GenreState,
        isPending,
        track.Extra.AutoTags is { Names.Count: > 0 },
        track.GenreState is GenreState.Fresh && track.Extra.Predictions is [var best, ..] ? best.Name : null,
        NeedOf(track));

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static TrackSummary Parse(string text)
    {
        var parts = text.Split(' ', 5);
        return new TrackSummary(
            Enum.Parse<GenreState>(parts[0]), parts[1] == "1", parts[2] == "1", parts[4].Length > 0 ? parts[4] : null,
            Enum.Parse<RunNeed>(parts[3]));
    }

    public string ToText() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{State} {(IsPending ? 1 : 0)} {(IsAutoTagged ? 1 : 0)} {Need} {BestGenre}");

    private static RunNeed NeedOf(Track track) => track.GenreState switch
    {
        GenreState.Fresh when track.Audio is null || !track.Extra.IsSimulated => RunNeed.None,
        GenreState.Fresh => TrackFilter.NeedsRealModel.Matches(track) ? RunNeed.RealModel : RunNeed.None,
        _ => TrackFilter.NeedsClassification.Matches(track) ? RunNeed.AnyModel : RunNeed.None,
    };
}

/// <summary>Whether a backfill would run a model for a track.</summary>
internal enum RunNeed
{
    None,
    AnyModel,

    /// <summary>A simulator made the predictions, so only another model would run.</summary>
    RealModel,
}
