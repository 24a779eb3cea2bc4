using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// A track in a response of the API. The duration is null if unknown, and the size is 0 if the audio is not an upload
/// to this host.
/// </summary>
internal sealed record TrackView(
    long Id,
    string? Title,
    string? Artist,
    DateTime? CreatedAt,
    string? FileId,
    string AudioUrl,
    double? DurationSeconds,
    long AudioSize,
    IReadOnlyList<string> Tags,
    bool AutoTagPending,
    GenresView Genres,
    string Classification,
    WaitingView? Waiting)
{
    public static TrackView Of(StoredTrack stored, FailureText failures)
    {
        var track = stored.Track;
        return new TrackView(
            stored.Id,
            track.Title,
            track.Artist,
            track.CreatedAt?.UtcDateTime,
            track.FileId,
            $"/tracks/{stored.Id}/audio",
            stored.DurationSeconds,
            stored.AudioSize,
            track.Tags,
            track.Extra.AutoTag,
            GenresView.Of(stored, failures),
            stored.ClassificationDue ? "pending" : "idle",
            WaitingView.Of(stored, failures));
    }
}

/// <summary>The reason why a classification is pending, or why the last one was given up.</summary>
/// <param name="Failure">The code of the last attempt's failure; null before the first attempt.</param>
/// <param name="Message">The failure as a sentence.</param>
/// <param name="NextAttemptAt">When the next attempt starts; null if none is planned.</param>
internal sealed record WaitingView(string? Failure, string? Message, DateTime? NextAttemptAt)
{
    /// <summary>Returns the reason, or null if nothing is pending and nothing was given up.</summary>
    public static WaitingView? Of(StoredTrack stored, FailureText failures)
    {
        if (!stored.ClassificationDue && stored.Track.GenreState is (GenreState.Fresh or GenreState.Failed))
            return null;
        if (stored.Waiting is not { } waiting)
            return stored.ClassificationDue ? new WaitingView(null, null, null) : null;
        return new WaitingView(waiting.Failure, failures.Of(waiting.Failure, stored), waiting.Until?.UtcDateTime);
    }
}
