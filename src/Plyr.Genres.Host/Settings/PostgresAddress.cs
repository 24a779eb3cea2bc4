using Npgsql;

namespace Plyr.Genres.Host.Settings;

/// <summary>A PostgreSQL database as <c>DATABASE_URL</c> names it. Its text names no password.</summary>
internal sealed class PostgresAddress
{
    private const int DefaultPort = 5432;
    private const int DefaultPoolSize = 20;
    private const int DefaultTimeoutSeconds = 30;
    private static readonly string[] Schemes = ["postgres", "postgresql"];

    private readonly NpgsqlConnectionStringBuilder _builder;

    private PostgresAddress(NpgsqlConnectionStringBuilder builder) => _builder = builder;

    /// <summary>For the rows of tracks.</summary>
    public string ConnectionString => Named("plyr-genres");

    /// <summary>For the job store, which has a pool of its own.</summary>
    public string JobsConnectionString => Named("plyr-genres-jobs");

    /// <summary>Whether a value of <c>DATABASE_URL</c> means PostgreSQL. SQLAlchemy's <c>postgresql+asyncpg</c> does too.</summary>
    public static bool IsMeantBy(string url) => url.IndexOf(':') is > 0 and var end && Schemes.Contains(url[..end].Split('+')[0], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SettingsException">The URL can't be used. The message holds nothing of it, since it may hold a password.</exception>
    public static PostgresAddress Parse(string url)
    {
        // A scheme that Uri knows nothing of keeps it from changing what stands behind it.
        if (!Uri.TryCreate($"postgres{url[url.IndexOf(':')..]}", UriKind.Absolute, out var parsed) || parsed.Host.Length == 0 || parsed.AbsolutePath.Trim('/').Length == 0)
            throw Refusal("it has no host or no database");
        if (Uri.UnescapeDataString(url).Contains('\0', StringComparison.Ordinal))
            throw Refusal("it holds a NUL character");
        var login = parsed.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = HostOf(parsed),
            Port = parsed.Port > 0 ? parsed.Port : DefaultPort,
            Database = Uri.UnescapeDataString(parsed.AbsolutePath.Trim('/')),
            MaxPoolSize = DefaultPoolSize,
            Timeout = DefaultTimeoutSeconds,
        };
        if (login[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(login[0]);
        if (login.Length > 1)
            builder.Password = Uri.UnescapeDataString(login[1]);
        foreach (var pair in parsed.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(builder, pair.Split('=', 2));
        return new PostgresAddress(builder);
    }

    private static string HostOf(Uri url)
    {
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            throw Refusal("its host is not a valid name");
        }
    }

    public override string ToString() => $"{_builder.Database} on {_builder.Host}:{_builder.Port}";

    private string Named(string application) => new NpgsqlConnectionStringBuilder(_builder.ConnectionString)
    {
        ApplicationName = _builder.ApplicationName is { Length: > 0 } name ? name : application,
    }.ToString();

    private static void Set(NpgsqlConnectionStringBuilder builder, string[] pair)
    {
        // libpq writes connect_timeout where Npgsql writes Timeout; its other names differ in underscores only.
        var name = Uri.UnescapeDataString(pair[0]);
        name = name == "connect_timeout" ? "Timeout" : name.Replace("_", "", StringComparison.Ordinal);

        // Behind the question mark of a password that was not escaped stands the rest of the password, so what is unknown is not repeated.
        if (!builder.ContainsKey(name))
            throw Refusal("it has an option that is not known");
        var value = Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : "");
        try
        {
            // libpq's verify-full is Npgsql's VerifyFull.
            builder[name] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw Refusal($"its option {name} has a value that can't be used");
        }
    }

    private static SettingsException Refusal(string reason) => new(
        $"{SettingNames.DatabaseUrl} can't be used: {reason}. A PostgreSQL database is postgres://USER:PASSWORD@HOST:PORT/DATABASE, with characters such as / and @ in a password escaped.");
}
