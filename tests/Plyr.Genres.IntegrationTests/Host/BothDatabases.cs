using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Tests of the API that run on SQLite and on PostgreSQL, each with a host of its own.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal abstract class BothDatabases(bool isPostgres)
{
    private PostgresDatabase? _database;

    protected RunningHost Host { get; private set; } = null!;

    protected HostApi Api => Host.Api;

    [SetUp]
    public async Task StartAsync()
    {
        if (!isPostgres)
        {
            Host = await RunningHost.StartAsync();
            return;
        }

        _database = await PostgresDatabase.CreateAsync();
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
            await PostgresSchema.MigrateAsync(source, CancellationToken.None);
        Host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, _database.Url));
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
