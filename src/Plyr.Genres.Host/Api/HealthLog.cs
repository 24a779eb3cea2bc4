namespace Plyr.Genres.Host.Api;

/// <summary>What the health check logs.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(30, LogLevel.Error, "The database can't be written.", EventName = nameof(NotWritable))]
    public static partial void NotWritable(ILogger logger, Exception exception);
}
