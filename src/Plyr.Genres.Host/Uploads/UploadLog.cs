namespace Plyr.Genres.Host.Uploads;

/// <summary>Provides the log messages of uploads.</summary>
internal static partial class UploadLog
{
    [LoggerMessage(
        20,
        LogLevel.Warning,
        "Track {TrackId} stored, but its classification could not be queued. It will be queued within a minute.",
        EventName = nameof(NotQueued))]
    public static partial void NotQueued(ILogger logger, Exception exception, long trackId);
}
