using System.Globalization;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Times as SQLite has them: ISO 8601 in UTC, which sorts as text.</summary>
internal static class SqliteTime
{
    public static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
