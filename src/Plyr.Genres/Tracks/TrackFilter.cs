namespace Plyr.Genres;

/// <summary>Which tracks a store lists or counts. <see cref="TrackFilterExtensions.Matches"/> says what each means.</summary>
public enum TrackFilter
{
    /// <summary>Every track.</summary>
    All = 0,

    /// <summary>Tracks on which there is something to do: see <see cref="TrackFilterExtensions.Matches"/>.</summary>
    NeedsClassification = 1,
}
