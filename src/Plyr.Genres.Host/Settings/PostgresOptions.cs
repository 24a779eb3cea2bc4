using System.Text.RegularExpressions;
using Npgsql;

namespace Plyr.Genres.Host.Settings;

/// <summary>
/// Reads the options of a PostgreSQL URL: the names of libpq and asyncpg that Npgsql supports, and Npgsql's names.
/// </summary>
internal static partial class PostgresOptions
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hostaddr"] = "Host",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["connect_timeout"] = "Timeout",
        ["fallback_application_name"] = "Application Name",
        ["client_encoding"] = "Client Encoding",
        ["ssl"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslrootcert"] = "Root Certificate",
        ["gssencmode"] = "GSS Encryption Mode",
        ["krbsrvname"] = "Kerberos Service Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["keepalives"] = "TCP Keepalive",
        ["keepalives_idle"] = "TCP Keepalive Time",
        ["keepalives_interval"] = "TCP Keepalive Interval",
    };

    /// <exception cref="SettingsException">
    /// An option can't be used. The message contains its name but no value.
    /// </exception>
    public static void Apply(NpgsqlConnectionStringBuilder builder, string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            var keyword = Names.GetValueOrDefault(name) ?? name.Replace("_", "", StringComparison.Ordinal);
            if (!builder.ContainsKey(keyword))
                throw PostgresAddress.Refusal($"{Shown(name, query)} is not supported");
            try
            {
                Set(builder, keyword, Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : ""));
            }
            catch (Exception exception)
                when (exception is ArgumentException or KeyNotFoundException or FormatException or OverflowException)
            {
                throw PostgresAddress.Refusal($"{Shown(name, query)} has an invalid value");
            }
        }

        // As libpq, which verifies the certificate whenever a root certificate is given.
        if (builder is { RootCertificate.Length: > 0, SslMode: SslMode.Require or SslMode.Prefer or SslMode.Allow })
            builder.SslMode = SslMode.VerifyCA;
        var hasSeveralHosts = builder.Host?.Contains(',', StringComparison.Ordinal) is true;
        if (builder.TargetSessionAttributes is not null && !hasSeveralHosts)
            builder.Remove("Target Session Attributes");
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string keyword, string value)
    {
        switch (keyword)
        {
            case "Root Certificate" when value == "system":
                builder.SslMode = SslMode.VerifyFull;
                break;
            case "SSL Mode" when bool.TryParse(value, out var verified):
                builder.SslMode = verified ? SslMode.VerifyFull : SslMode.Disable;
                break;
            case "TCP Keepalive":
                builder.TcpKeepAlive = value is "1" or "true";
                break;
            case "loadbalancehosts" when value is "random" or "disable":
                builder.LoadBalanceHosts = value == "random";
                break;
            case "requireauth":
                builder.RequireAuth = string.Join(',', value.Split(',').Select(AuthenticationMethod));
                break;
            case "SSL Mode" or "sslmode":
                // verify-full is VerifyFull in Npgsql.
                builder[keyword] = value.Replace("-", "", StringComparison.Ordinal);
                break;
            default:
                builder[keyword] = value;
                break;
        }
    }

    private static string AuthenticationMethod(string name) => name switch
    {
        "scram-sha-256" => "ScramSHA256",
        "password" => "Password",
        "none" => "None",
        _ => name.ToUpperInvariant(),
    };

    /// <summary>
    /// Returns the option's name for a message. If an @ follows, the text may be part of a password that was not
    /// escaped, so it is not shown.
    /// </summary>
    private static string Shown(string name, string query) =>
        !query.Contains('@', StringComparison.Ordinal) && Word().IsMatch(name)
            ? $"its option '{name}'"
            : "one of its options";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_ ]{0,40}\z")]
    private static partial Regex Word();
}
