using System.Globalization;
using System.Net;
using Npgsql;

namespace Plyr.Genres.Host.Settings;

/// <summary>
/// Represents the PostgreSQL database of <c>DATABASE_URL</c>, in the syntax of libpq and SQLAlchemy. The string
/// representation contains no password.
/// </summary>
internal sealed class PostgresAddress
{
    private const int DefaultPoolSize = 20;

    // Short, because users wait, and a network that drops packets doesn't report failures.
    private const int DefaultConnectSeconds = 5;
    private const int DefaultCommandSeconds = 15;

    private static readonly string[] Schemes = ["postgres", "postgresql"];

    private readonly NpgsqlConnectionStringBuilder _builder;

    private PostgresAddress(NpgsqlConnectionStringBuilder builder) => _builder = builder;

    /// <summary>Gets the connection string for the tracks.</summary>
    public string ConnectionString => Named("plyr-genres");

    /// <summary>Gets the connection string for the job store, which has a separate pool.</summary>
    public string JobsConnectionString => Named("plyr-genres-jobs");

    /// <summary>
    /// Returns whether a value of <c>DATABASE_URL</c> is for PostgreSQL, including SQLAlchemy's
    /// <c>postgresql+asyncpg</c>.
    /// </summary>
    public static bool IsMeantBy(string url) =>
        url.IndexOf(':') is > 0 and var end
            && Schemes.Contains(url[..end].Split('+')[0], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SettingsException">
    /// The URL can't be used. The message contains no part of the URL, which may contain a password.
    /// </exception>
    public static PostgresAddress Parse(string url)
    {
        if (Uri.UnescapeDataString(url).Contains('\0', StringComparison.Ordinal))
            throw Refusal("it contains a NUL character");
        var builder = new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = DefaultPoolSize,
            Timeout = DefaultConnectSeconds,
            CommandTimeout = DefaultCommandSeconds,
        };
        var rest = url[(url.IndexOf(':') + 1)..];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            throw Refusal("// is missing after the scheme");

        // As in libpq, user and password end at the last @ before the first slash, and may contain a question mark.
        var slash = rest.IndexOf('/', 2);
        var at = rest.LastIndexOf('@', (slash < 0 ? rest.Length : slash) - 1);
        if (at >= 0)
            ReadLogin(builder, rest[2..at]);
        var target = rest[(at < 0 ? 2 : at + 1)..].Split('?', 2);
        var place = target[0].Split('/', 2);
        ReadHosts(builder, place[0]);
        if (place.Length > 1 && place[1].Contains('@', StringComparison.Ordinal))
            throw Refusal("a slash comes before the @; in a password it is escaped as %2F");
        if (place.Length > 1)
            builder.Database = Uri.UnescapeDataString(place[1].Trim('/'));
        PostgresOptions.Apply(builder, target.Length > 1 ? target[1] : "");
        if (string.IsNullOrEmpty(builder.Host))
            throw Refusal("it names no host");
        if (string.IsNullOrEmpty(builder.Database))
            throw Refusal("it names no database");
        return Checked(new PostgresAddress(builder));
    }

    public override string ToString() => _builder.Host!.Contains(',', StringComparison.Ordinal)
        ? $"{_builder.Database} on {_builder.Host}"
        : $"{_builder.Database} on {_builder.Host}:{_builder.Port}";

    public static SettingsException Refusal(string reason) => new(
        $"{SettingNames.DatabaseUrl} can't be used: {reason}. A PostgreSQL database is "
        + "postgres://USER:PASSWORD@HOST:PORT/DATABASE, with characters such as / and @ in a password escaped.");

    private static void ReadLogin(NpgsqlConnectionStringBuilder builder, string login)
    {
        var parts = login.Split(':', 2);
        if (parts[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(parts[0]);
        if (parts.Length > 1)
            builder.Password = Uri.UnescapeDataString(parts[1]);
    }

    /// <summary>Reads one host with its port, or several, of which Npgsql uses the first that is available.</summary>
    private static void ReadHosts(NpgsqlConnectionStringBuilder builder, string text)
    {
        var hosts = text.Split(',').Select(ReadHost).ToArray();
        if (hosts is [var single])
        {
            builder.Host = single.Name;
            if (single.Port is { } port)
                builder.Port = port;
        }
        else
        {
            builder.Host = string.Join(',', hosts.Select(host => WithPort(host.Name, host.Port)));
        }
    }

    private static string WithPort(string name, ushort? port)
    {
        if (port is null)
            return name;
        var host = name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
    }

    private static (string Name, ushort? Port) ReadHost(string text)
    {
        var colon = text.IndexOf(':', text.LastIndexOf(']') + 1);
        var name = Uri.UnescapeDataString(colon < 0 ? text : text[..colon]).Trim('[', ']');
        if (colon < 0)
            return (HostName(name), null);
        var digits = text.AsSpan(colon + 1);
        return ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? (HostName(name), port)
            : throw Refusal("a port is not a number from 1 to 65535");
    }

    /// <summary>Returns the ASCII form of a host name; IP addresses and socket folders unchanged.</summary>
    private static string HostName(string name)
    {
        if (name.Length == 0 || name.StartsWith('/') || IPAddress.TryParse(name, out _))
            return name;
        if (name.AsSpan().ContainsAny(':', ','))
            throw Refusal("its host is not a valid name");
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            throw Refusal("its host is not a valid name");
        }
    }

    private static PostgresAddress Checked(PostgresAddress address)
    {
        try
        {
            // Npgsql validates combinations of options only when it creates a pool.
            NpgsqlDataSource.Create(address.ConnectionString).Dispose();
            return address;
        }
        catch (Exception exception)
            when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw Refusal("its options can't be used together");
        }
    }

    private string Named(string application) => new NpgsqlConnectionStringBuilder(_builder.ConnectionString)
    {
        ApplicationName = _builder.ApplicationName is { Length: > 0 } name ? name : application,
    }.ToString();
}
