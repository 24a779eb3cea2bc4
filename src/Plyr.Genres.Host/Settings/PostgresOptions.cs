using System.Text.RegularExpressions;
using Npgsql;

namespace Plyr.Genres.Host.Settings;

/// <summary>
/// The options of a PostgreSQL URL: libpq's and asyncpg's names for what Npgsql can do, and Npgsql's own names.
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
    /// An option can't be used. The message names it, and contains no value.
    /// </exception>
    public static void Apply(NpgsqlConnectionStringBuilder builder, string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            var keyword = Names.GetValueOrDefault(name) ?? name.Replace("_", "", StringComparison.Ordinal);
            if (!builder.ContainsKey(keyword))
                throw PostgresAddress.Refusal($"{Shown(name, query)} is not one that can be used here");
            try
            {
                Set(builder, keyword, Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : ""));
            }
            catch (Exception exception) when (
                exception is ArgumentException or KeyNotFoundException or FormatException or OverflowException)
            {
                throw PostgresAddress.Refusal($"{Shown(name, query)} has a value that can't be used");
            }
        }

        // libpq checks the certificate wherever there is one to check it against.
        if (builder is { RootCertificate.Length: > 0, SslMode: SslMode.Require or SslMode.Prefer or SslMode.Allow })
            builder.SslMode = SslMode.VerifyCA;
        if (
            builder.TargetSessionAttributes is not null
                && builder.Host?.Contains(',', StringComparison.Ordinal) is not true)
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
                builder.RequireAuth = string.Join(',', value.Split(',').Select(method => method switch
                {
                    "scram-sha-256" => "ScramSHA256",
                    "password" => "Password",
                    "none" => "None",
                    _ => method.ToUpperInvariant(),
                }));
                break;
            case "SSL Mode" or "sslmode":
                // libpq's verify-full is Npgsql's VerifyFull.
                builder[keyword] = value.Replace("-", "", StringComparison.Ordinal);
                break;
            default:
                builder[keyword] = value;
                break;
        }
    }

    /// <summary>
    /// The option's name. In a URL whose password was not escaped, the rest of the password may be where an option's
    /// name belongs; then an @ follows, and the text is not repeated.
    /// </summary>
    private static string Shown(string name, string query) =>
        !query.Contains('@', StringComparison.Ordinal) && Word().IsMatch(name)
        ? $"its option '{name}'"
        : "one of its options";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_ ]{0,40}\z")]
    private static partial Regex Word();
}
