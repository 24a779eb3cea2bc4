using Plyr.Genres.Host.Storage;

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
    string Classification)
{
    public static TrackView Of(StoredTrack stored)
    {
        var track = stored.Track;
        return new TrackView(
            stored.Id, track.Title, track.Artist, track.CreatedAt?.UtcDateTime, track.FileId,
            $"/tracks/{stored.Id}/audio", stored.DurationSeconds, stored.AudioSize, track.Tags,
            track.Extra.AutoTag, GenresView.Of(track), stored.ClassificationDue ? "pending" : "idle");
    }
}
