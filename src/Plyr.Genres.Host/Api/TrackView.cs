using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>A track as the API shows it.</summary>
internal sealed record TrackView(
    long Id,
    string? Title,
    string? Artist,
    DateTime? CreatedAt,
    string? FileId,
    string AudioUrl,
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
            $"/tracks/{stored.Id}/audio",
            track.Tags, track.Extra.AutoTag, GenresView.Of(track), stored.ClassificationDue ? "pending" : "idle");
    }
}
