using System.Diagnostics;
using System.Net;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>PostgreSQL in a network that swallows packets: answers come within the time that a person waits.</summary>
[TestFixture]
internal sealed class UnreachableDatabaseTests
{
    private PostgresDatabase _database = null!;
    private SwallowingProxy _proxy = null!;
    private RunningHost _host = null!;

    [TearDown]
    public async Task StopAsync()
    {
        _proxy?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task Health_reports_an_unresponsive_database_before_a_statement_times_out()
    {
        await StartAsync(commandTimeoutSeconds: 60);
        var start = Stopwatch.GetTimestamp();

        var health = await _host.Api.GetAsync("/health", HttpStatusCode.ServiceUnavailable);

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(health.GetProperty("reasons").ToString(), Does.Contain("database does not respond"));
    }

    [Test]
    public async Task An_upload_is_answered_with_503_once_the_time_limit_of_a_statement_is_over()
    {
        await StartAsync(commandTimeoutSeconds: 2);
        using var form = HostApi.Form(TestAudio.Wav(1));

        using var response = await _host.Api.PostAsync(form);

        var problem = await HostApi.JsonOf(response, HttpStatusCode.ServiceUnavailable);
        Assert.That(problem.Text("code"), Is.EqualTo("database_unavailable"));
        Assert.That(_host.AudioFiles(), Is.Empty);
    }

    private async Task StartAsync(int commandTimeoutSeconds)
    {
        _database = await PostgresDatabase.CreateAsync();
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
            await PostgresSchema.MigrateAsync(source, CancellationToken.None);
        _proxy = new SwallowingProxy(new NpgsqlConnectionStringBuilder(_database.ConnectionString).Port);
        var url = new UriBuilder(_database.Url)
        {
            Port = _proxy.Port,
            Query = $"command_timeout={commandTimeoutSeconds}&connect_timeout={commandTimeoutSeconds}",
        }.Uri.AbsoluteUri;

        // A job that can't record its end holds up stopping until the shutdown timeout, which this one shortens.
        _host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, url), ("REPLICATE_TIMEOUT_SECONDS", "5"));
        await _host.Api.GetAsync("/health");
        _proxy.Swallow();
    }
}
