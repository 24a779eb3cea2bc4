using System.Net;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>Pooled connections that the server ended, as a managed database does when it is suspended.</summary>
[TestFixture]
internal sealed class EndedConnectionTests
{
    private PostgresDatabase _database = null!;
    private RunningHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
            await PostgresSchema.MigrateAsync(source, CancellationToken.None);
        _host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, _database.Url));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task A_read_succeeds_after_the_server_ended_its_connection()
    {
        await EndConnectionsAsync();

        using var response = await _host.Api.Http.GetAsync("/tracks");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Requests_succeed_after_the_database_server_ended_their_connections()
    {
        await EndConnectionsAsync();
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();

        await EndConnectionsAsync();
        await _host.Api.PutAsync($"/tracks/{id}", new { title = "T", tags = new[] { "house" } });
        await EndConnectionsAsync();
        using var deleted = await _host.Api.Http.DeleteAsync($"/tracks/{id}");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Suggestions_are_stored_after_the_server_ended_the_connection()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(2), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);
        await EndConnectionsAsync();

        using var forgotten = await _host.Api.Http.DeleteAsync($"/tracks/{id}/genres");

        Assert.That(forgotten.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    /// <summary>Several connections rest in the pool, and the server ends them all.</summary>
    private async Task EndConnectionsAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _host.Api.GetAsync("/tracks")));
        await _database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND "
            + "application_name = 'plyr-genres'");
    }
}
