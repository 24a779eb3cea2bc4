using System.Globalization;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Formats times for SQLite: ISO 8601 in UTC, which can be sorted as text.</summary>
internal static class SqliteTime
{
    public static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
