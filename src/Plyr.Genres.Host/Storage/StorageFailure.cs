using Microsoft.Data.Sqlite;
using Npgsql;

namespace Plyr.Genres.Host.Storage;

/// <summary>
/// Recognises failures that are states of the database or of the disk, and so pass without a change of the request.
/// </summary>
internal static class StorageFailure
{
    private const int SqliteIsFull = 13;
    private const int SqliteConstraint = 19;

    /// <summary>What Linux calls ENOSPC.</summary>
    public const int NoSpace = 28;

    // Besides EDQUOT, and Windows' ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    private static readonly int[] FullDisk = [NoSpace, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    // EIO and EROFS, and Windows' ERROR_WRITE_PROTECT.
    private static readonly int[] UnusableDisk = [5, 30, unchecked((int)0x80070013)];

    /// <summary>Whether there is no room left on the disk of the files or of the database.</summary>
    public static bool IsFull(Exception exception) => DatabaseFailure.In(exception) switch
    {
        SqliteException failure => failure.SqliteErrorCode == SqliteIsFull,
        { } failure => failure.SqlState == PostgresErrorCodes.DiskFull,
        null => exception is IOException && FullDisk.Contains(exception.HResult),
    };

    /// <summary>
    /// Whether the database can't be used. A value or a row that it refuses (class 22 or 23) is a defect instead.
    /// </summary>
    public static bool IsDatabaseUnavailable(Exception exception) => DatabaseFailure.In(exception) switch
    {
        null => false,
        SqliteException failure => failure.SqliteErrorCode != SqliteConstraint,
        { } failure => failure.SqlState is not ['2', '2' or '3', ..],
    };

    /// <summary>Whether the folder of the audio files can't be written.</summary>
    public static bool IsFolderUnavailable(Exception exception) =>
        exception is UnauthorizedAccessException
            || (exception is IOException && UnusableDisk.Contains(exception.HResult));
}
