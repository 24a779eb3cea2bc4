namespace Plyr.Genres.Host.Health;

/// <summary>Provides the log messages of the health checks.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(30, LogLevel.Error, "The database can't be written.", EventName = nameof(DatabaseNotWritable))]
    public static partial void DatabaseNotWritable(ILogger logger, Exception exception);

    [LoggerMessage(31, LogLevel.Error, "The audio folder can't be written.", EventName = nameof(FolderNotWritable))]
    public static partial void FolderNotWritable(ILogger logger, Exception exception);
}
