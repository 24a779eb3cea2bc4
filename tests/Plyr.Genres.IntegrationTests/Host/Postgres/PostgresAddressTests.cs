using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

[TestFixture]
internal sealed class PostgresAddressTests
{
    [TestCase(
        "postgres://plyr:p%2Fw%40d@db.example:6543/tracks?sslmode=require",
        "db.example",
        6543,
        "plyr",
        "p/w@d",
        "tracks")]
    [TestCase("postgresql://plyr@db.example/tracks", "db.example", 5432, "plyr", null, "tracks")]
    [TestCase("postgresql+asyncpg://plyr:x@10.0.0.7/tracks", "10.0.0.7", 5432, "plyr", "x", "tracks")]
    [TestCase("POSTGRES://plyr:a%3Ab:c@db.example/with%20space", "db.example", 5432, "plyr", "a:b:c", "with space")]
    public void A_url_names_host_user_and_database(
        string url, string host, int port, string user, string? password, string database)
    {
        Assert.That(PostgresAddress.IsMeantBy(url), Is.True);
        var parsed = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(url).ConnectionString);

        Assert.That(
            (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database),
            Is.EqualTo((host, port, user, password, database)));
    }

    [Test]
    public void Options_of_the_url_reach_the_driver()
    {
        var address = PostgresAddress.Parse(
            "postgres://u:p@h/d?sslmode=require&connect_timeout=7&application_name=mine&Maximum%20Pool%20Size=3");
        var parsed = new NpgsqlConnectionStringBuilder(address.ConnectionString);

        Assert.That((parsed.SslMode, parsed.Timeout, parsed.ApplicationName), Is.EqualTo((SslMode.Require, 7, "mine")));
    }

    [TestCase("verify-full", SslMode.VerifyFull)]
    [TestCase("verify-ca", SslMode.VerifyCA)]
    [TestCase("disable", SslMode.Disable)]
    public void The_ssl_modes_of_libpq_are_understood(string mode, SslMode expected) =>
        Assert.That(
            new NpgsqlConnectionStringBuilder(
                PostgresAddress.Parse($"postgres://u:p@h/d?sslmode={mode}").ConnectionString).SslMode,
            Is.EqualTo(expected));

    [TestCase("postgres:///tracks?host=/var/run/postgresql", "/var/run/postgresql", 5432, null)]
    [TestCase("postgres://u@/tracks?host=/var/run/postgresql&port=6543", "/var/run/postgresql", 6543, "u")]
    [TestCase("postgres://u@%2Fvar%2Frun%2Fpostgresql:6543/tracks", "/var/run/postgresql", 6543, "u")]
    [TestCase("postgres://h/?dbname=tracks&user=u", "h", 5432, "u")]
    [TestCase("postgres://[::1]:6543/tracks", "::1", 6543, null)]
    [TestCase("postgres://u:p?w@h/tracks", "h", 5432, "u")]
    [TestCase("postgresql://u@one,two:6543/tracks?target_session_attrs=read-write", "one,two:6543", 5432, "u")]
    public void Sockets_several_hosts_and_names_in_the_options_are_understood(
        string url, string host, int port, string? user)
    {
        var parsed = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(url).ConnectionString);

        Assert.Multiple(() =>
        {
            Assert.That(parsed.Host, Is.EqualTo(host));
            Assert.That(parsed.Port, Is.EqualTo(port));
            Assert.That(parsed.Username, Is.EqualTo(user));
            Assert.That(parsed.Database, Is.EqualTo("tracks"));
        });
    }

    [TestCase("ssl=require", "SSL Mode", "Require")]
    [TestCase("ssl=verify-full", "SSL Mode", "VerifyFull")]
    [TestCase("ssl=true", "SSL Mode", "VerifyFull")]
    [TestCase("sslmode=verify-full&sslrootcert=/etc/ca.pem", "Root Certificate", "/etc/ca.pem")]
    [TestCase("sslmode=require&sslrootcert=/etc/ca.pem", "SSL Mode", "VerifyCA")]
    [TestCase("sslrootcert=system", "SSL Mode", "VerifyFull")]
    [TestCase("sslcert=/c&sslkey=/k", "SSL Certificate", "/c")]
    [TestCase("sslnegotiation=direct&sslmode=require", "SSL Negotiation", "Direct")]
    [TestCase("channel_binding=require", "Channel Binding", "Require")]
    [TestCase("gssencmode=disable", "GSS Encryption Mode", "Disable")]
    [TestCase("krbsrvname=pg", "Kerberos Service Name", "pg")]
    [TestCase("require_auth=scram-sha-256,md5", "Require Auth", "ScramSHA256,MD5")]
    [TestCase("passfile=/p", "Passfile", "/p")]
    [TestCase("options=-c%20search_path%3Dmusic", "Options", "-c search_path=music")]
    [TestCase("client_encoding=UTF8", "Client Encoding", "UTF8")]
    [TestCase("keepalives=1&keepalives_idle=30", "TCP Keepalive Time", "30")]
    [TestCase("connect_timeout=7", "Timeout", "7")]
    [TestCase("timeout=7", "Timeout", "7")]
    [TestCase("command_timeout=60", "Command Timeout", "60")]
    [TestCase("fallback_application_name=mine", "Application Name", "mine")]
    [TestCase("load_balance_hosts=random", "Load Balance Hosts", "True")]
    [TestCase("", "Command Timeout", "15")]
    [TestCase("", "Timeout", "5")]
    public void An_option_of_libpq_or_asyncpg_reaches_the_driver(string options, string keyword, string value)
    {
        var parsed = new NpgsqlConnectionStringBuilder(
            PostgresAddress.Parse($"postgres://u:p@h/d?{options}").ConnectionString);

        Assert.That(parsed[keyword].ToString(), Is.EqualTo(value));
    }

    [Test]
    public void Session_attributes_are_ignored_for_a_single_host() =>
        Assert.That(
            new NpgsqlConnectionStringBuilder(
                PostgresAddress.Parse(
                    "postgres://u:p@h/d?target_session_attrs=read-write").ConnectionString).TargetSessionAttributes,
            Is.Null);

    [TestCase("sslcrl=/s3cret", "sslcrl")]
    [TestCase("tcp_user_timeout=s3cret", "tcp_user_timeout")]
    [TestCase("statement_cache_size=s3cret", "statement_cache_size")]
    [TestCase("sslmode=s3cret", "sslmode")]
    [TestCase("connect_timeout=s3cret", "connect_timeout")]
    [TestCase("target_session_attrs=s3cret", "target_session_attrs")]
    public void An_option_that_can_not_be_used_is_named_without_its_value(string option, string name) =>
        Assert.That(
            () => PostgresAddress.Parse($"postgres://u:s3cret@h/d?{option}"),
            Throws.TypeOf<SettingsException>().With.Message.Contains($"'{name}'").And.Message.Not.Contains("s3cret"));

    [TestCase("postgres://user:s3cret@host:99999/tracks")]
    [TestCase("postgres://user:12/s3cret@host/tracks")]
    [TestCase("postgres://user:s3cret@host/tracks?multiplexing=true&pooling=false")]
    [TestCase("postgres://user:s3cret@/tracks")]
    [TestCase("postgres://user:s3cret@host")]
    [TestCase("postgres://user:s3cret@host/")]
    [TestCase("postgres:s3cret")]
    [TestCase("postgres://user:s3cret@host/tracks?nonsense=s3cret")]
    [TestCase("postgres://user:s3cret@host/tracks?sslmode=s3cret")]
    [TestCase("postgres://user:12/x?s3cret@db/plyr")]
    [TestCase("postgres://user:12/x?s3cret=@db/plyr")]
    [TestCase("postgres://user:s3cret@host:port/tracks")]
    [TestCase("postgres://user:s3cret@host:0/tracks")]
    [TestCase("postgres://user:s3cret@d\uFFFDb/tracks")]
    [TestCase("postgres://user:s3cret@a%3Aqe/tracks")]
    [TestCase("postgres://user:s3cret@a,b%3Aqe/tracks")]
    public void What_can_not_be_used_is_refused_without_a_word_of_the_password(string url) =>
        Assert.That(
            () => PostgresAddress.Parse(url),
            Throws.TypeOf<SettingsException>().With.Message
                .Contains("DATABASE_URL").And.Message.Not
                .Contains("s3cret"));

    [Test]
    public void Its_text_names_the_database_and_no_password() =>
        Assert.That(
            PostgresAddress.Parse("postgres://user:s3cret@host/tracks").ToString(), Is.EqualTo("tracks on host:5432"));

    [TestCase("sqlite:a.db")]
    [TestCase("mysql://h/d")]
    [TestCase("postgres")]
    public void Other_urls_mean_other_databases(string url) => Assert.That(PostgresAddress.IsMeantBy(url), Is.False);
}
