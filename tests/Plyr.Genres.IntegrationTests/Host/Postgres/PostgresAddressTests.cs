using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

[TestFixture]
internal sealed class PostgresAddressTests
{
    [TestCase("postgres://plyr:p%2Fw%40d@db.example:6543/tracks?sslmode=require", "db.example", 6543, "plyr", "p/w@d", "tracks")]
    [TestCase("postgresql://plyr@db.example/tracks", "db.example", 5432, "plyr", null, "tracks")]
    [TestCase("postgresql+asyncpg://plyr:x@10.0.0.7/tracks", "10.0.0.7", 5432, "plyr", "x", "tracks")]
    [TestCase("POSTGRES://plyr:a%3Ab:c@db.example/with%20space", "db.example", 5432, "plyr", "a:b:c", "with space")]
    public void A_url_names_host_user_and_database(string url, string host, int port, string user, string? password, string database)
    {
        Assert.That(PostgresAddress.IsMeantBy(url), Is.True);
        var parsed = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(url).ConnectionString);

        Assert.That((parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database), Is.EqualTo((host, port, user, password, database)));
    }

    [Test]
    public void Options_of_the_url_reach_the_driver()
    {
        var parsed = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse("postgres://u:p@h/d?sslmode=require&connect_timeout=7&application_name=mine&Maximum%20Pool%20Size=3").ConnectionString);

        Assert.That((parsed.SslMode, parsed.Timeout, parsed.ApplicationName), Is.EqualTo((SslMode.Require, 7, "mine")));
    }

    [TestCase("verify-full", SslMode.VerifyFull)]
    [TestCase("verify-ca", SslMode.VerifyCA)]
    [TestCase("disable", SslMode.Disable)]
    public void The_ssl_modes_of_libpq_are_understood(string mode, SslMode expected) =>
        Assert.That(new NpgsqlConnectionStringBuilder(PostgresAddress.Parse($"postgres://u:p@h/d?sslmode={mode}").ConnectionString).SslMode, Is.EqualTo(expected));

    [TestCase("postgres://user:s3cret@/tracks")]
    [TestCase("postgres://user:s3cret@host")]
    [TestCase("postgres://user:s3cret@host/")]
    [TestCase("postgres:s3cret")]
    [TestCase("postgres://user:s3cret@host/tracks?nonsense=s3cret")]
    [TestCase("postgres://user:s3cret@host/tracks?sslmode=s3cret")]
    [TestCase("postgres://user:12/x?s3cret@db/plyr")]
    [TestCase("postgres://user:12/x?s3cret=@db/plyr")]
    [TestCase("postgres://user:s3cret@host:port/tracks")]
    [TestCase("postgres://user:s3cret@d\uFFFDb/tracks")]
    public void What_can_not_be_used_is_refused_without_a_word_of_the_password(string url) =>
        Assert.That(() => PostgresAddress.Parse(url), Throws.TypeOf<SettingsException>().With.Message.Contains("DATABASE_URL").And.Message.Not.Contains("s3cret"));

    [Test]
    public void Its_text_names_the_database_and_no_password() =>
        Assert.That(PostgresAddress.Parse("postgres://user:s3cret@host/tracks").ToString(), Is.EqualTo("tracks on host:5432"));

    [TestCase("sqlite:a.db")]
    [TestCase("mysql://h/d")]
    [TestCase("postgres")]
    public void Other_urls_mean_other_databases(string url) => Assert.That(PostgresAddress.IsMeantBy(url), Is.False);
}
