namespace Plyr.Genres.Host.Audio;

/// <summary>What the audio folder logs.</summary>
internal static partial class AudioLog
{
    [LoggerMessage(
        30,
        LogLevel.Warning,
        "The audio folder {Folder} does not say that it belongs to database {Database}, so no audio file is removed from it. Give each database a data folder of its own; "
        + "if this folder holds files of this database only, write '{Mark}' into {Path}.",
        EventName = nameof(NotOurs))]
    public static partial void NotOurs(ILogger logger, string folder, string database, string path, string mark);
}
