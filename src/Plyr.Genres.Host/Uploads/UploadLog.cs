namespace Plyr.Genres.Host.Uploads;

/// <summary>What uploads log.</summary>
internal static partial class UploadLog
{
    [LoggerMessage(20, LogLevel.Warning, "Track {TrackId} is stored, but its classification could not be queued; it "
        + "is queued within a minute.", EventName = nameof(NotQueued))]
    public static partial void NotQueued(ILogger logger, Exception exception, long trackId);
}
