using System.Globalization;

namespace Plyr.Genres.Host.Storage;

/// <summary>The properties of a track that the library's counts are based on.</summary>
internal sealed record TrackSummary(
    GenreState State, bool IsPending, bool IsAutoTagged, string? BestGenre, RunNeed Need = RunNeed.None)
{
    public static TrackSummary Of(Track track, bool isPending) => new(
        track.GenreState,
        isPending,
        track.Extra.AutoTags is { Names.Count: > 0 },
        track.GenreState is GenreState.Fresh && track.Extra.Predictions is [var best, ..] ? best.Name : null,
        NeedOf(track));

    /// <summary>Parses the result of <see cref="ToText"/>.</summary>
    public static TrackSummary Parse(string text)
    {
        var parts = text.Split(' ', 5);
        return new TrackSummary(
            Enum.Parse<GenreState>(parts[0]),
            IsPending: parts[1] == "1",
            IsAutoTagged: parts[2] == "1",
            BestGenre: parts[4].Length > 0 ? parts[4] : null,
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

/// <summary>Specifies whether a backfill would run a model for a track.</summary>
internal enum RunNeed
{
    None,
    AnyModel,

    /// <summary>The predictions come from a simulator, so only another model would run.</summary>
    RealModel,
}
