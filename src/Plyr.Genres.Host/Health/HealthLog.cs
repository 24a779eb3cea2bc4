namespace Plyr.Genres.Host.Health;

/// <summary>What the health checks log.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(30, LogLevel.Error, "The database can't be written.", EventName = nameof(DatabaseNotWritable))]
    public static partial void DatabaseNotWritable(ILogger logger, Exception exception);

    [LoggerMessage(31, LogLevel.Error, "The audio folder can't be written.", EventName = nameof(FolderNotWritable))]
    public static partial void FolderNotWritable(ILogger logger, Exception exception);
}
