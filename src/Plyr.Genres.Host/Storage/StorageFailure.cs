using Microsoft.Data.Sqlite;
using Npgsql;

namespace Plyr.Genres.Host.Storage;

/// <summary>
/// Detects failures of the database and the disk, after which the same request may succeed later.
/// </summary>
internal static class StorageFailure
{
    private const int SqliteIsFull = 13;
    private const int SqliteConstraint = 19;

    /// <summary>ENOSPC on Linux.</summary>
    public const int NoSpace = 28;

    // The others are EDQUOT, and ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.
    private static readonly int[] FullDisk = [NoSpace, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    // EIO and EROFS, and ERROR_WRITE_PROTECT on Windows.
    private static readonly int[] UnusableDisk = [5, 30, unchecked((int)0x80070013)];

    /// <summary>Returns whether the disk of the files or of the database is full.</summary>
    public static bool IsFull(Exception exception) => DatabaseFailure.In(exception) switch
    {
        SqliteException failure => failure.SqliteErrorCode == SqliteIsFull,
        { } failure => failure.SqlState == PostgresErrorCodes.DiskFull,
        null => exception is IOException && FullDisk.Contains(exception.HResult),
    };

    /// <summary>
    /// Returns whether the database can't be used. A rejected value or row (class 22 or 23) is a defect instead.
    /// </summary>
    public static bool IsDatabaseUnavailable(Exception exception) => DatabaseFailure.In(exception) switch
    {
        null => false,
        SqliteException failure => failure.SqliteErrorCode != SqliteConstraint,
        { } failure => failure.SqlState is not ['2', '2' or '3', ..],
    };

    /// <summary>Returns whether the folder of the audio files can't be written.</summary>
    public static bool IsFolderUnavailable(Exception exception) =>
        exception is UnauthorizedAccessException
            || (exception is IOException && UnusableDisk.Contains(exception.HResult));
}
