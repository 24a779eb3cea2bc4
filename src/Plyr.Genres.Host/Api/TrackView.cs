using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// A track as the API shows it. The duration is null where it is not known, and the size is 0 where this host did not
/// take the upload.
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
            stored.Id, track.Title, track.Artist, track.CreatedAt?.UtcDateTime, track.FileId,
            $"/tracks/{stored.Id}/audio", stored.DurationSeconds, stored.AudioSize, track.Tags,
            track.Extra.AutoTag,
            GenresView.Of(stored, failures), stored.ClassificationDue ? "pending" : "idle",
            stored.ClassificationDue ? WaitingView.Of(stored, failures) : null);
    }
}

/// <summary>What a pending classification waits for.</summary>
/// <param name="Failure">Why the last try failed; null before the first one has.</param>
/// <param name="Message">The same as a sentence.</param>
/// <param name="NextAttemptAt">When the next try starts.</param>
internal sealed record WaitingView(string? Failure, string? Message, DateTime? NextAttemptAt)
{
    public static WaitingView Of(StoredTrack stored, FailureText failures) => stored.Waiting is { } waiting
        ? new WaitingView(waiting.Failure, failures.Of(waiting.Failure, stored), waiting.Until?.UtcDateTime)
        : new WaitingView(null, null, null);
}
