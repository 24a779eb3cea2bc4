using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>How processes start on tables that the host did not create, and with which privileges.</summary>
[TestFixture]
internal sealed class GuestStartTests
{
    private TemporaryFolder _folder = null!;
    private GuestTables _tables = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _tables = await GuestTables.CreateAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_tables is not null)
            await _tables.DisposeAsync();
        _folder.Dispose();
    }

    private HostSettings Settings =>
        HostSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [SettingNames.DatabaseUrl] = _tables.Url,
            [SettingNames.DataFolder] = _folder.Path,
            [
            SettingNames.Urls
        ] = "http://127.0.0.1:0",
            [SettingNames.Simulator] = "on",
        }).Build());

    [Test]
    public async Task A_worker_classifies_what_a_backfill_queued()
    {
        var id = await _tables.AddTrackAsync();
        await using var worker = await HostApp.StartAsync(
            Settings with { Role = HostRole.Worker }, configure: services =>
                services.AddSingleton<IGenreClassifier>(new ScriptedClassifier()));

        await worker.Services.GetRequiredService<BackfillQueue>().EnqueueAsync(
            new BackfillOptions(), _ => { }, CancellationToken.None);

        await Eventually.BecomesAsync(
            () => _tables.RowAsync(id),
            row => row!.Contains("genre_predictions", StringComparison.Ordinal),
            "the track is classified");
    }

    [TestCase("audit", "--json")]
    [TestCase("backfill", "--dry-run", "--json")]
    [TestCase("forget", "ID")]
    public async Task Commands_need_no_schema_of_the_hosts_own(params string[] arguments)
    {
        var id = await _tables.AddTrackAsync();
        await _tables.Database.ExecuteAsync("DROP SCHEMA plyr_genres CASCADE");

        var result = await HostCommand.RunAsync(
            new Dictionary<string, string> { ["DATABASE_URL"] = _tables.Url },
            [.. arguments.Select(argument => argument == "ID" ? $"{id}" : argument)]);

        Assert.That(result.Code, Is.Zero, result.Error);
    }

    [Test]
    public async Task Forgetting_creates_no_tables_of_jobs()
    {
        var id = await _tables.AddTrackAsync();
        await using (var source = NpgsqlDataSource.Create(_tables.Database.ConnectionString))
            await PostgresSchema.EnsureOwnTablesAsync(source, CancellationToken.None);

        var result = await HostCommand.RunAsync(
            new Dictionary<string, string> { ["DATABASE_URL"] = _tables.Database.Url }, "forget", $"{id}");

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(
            await _tables.Database.ScalarAsync<long>(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'plyr_genres' AND tablename LIKE 'qrtz%'"),
            Is.Zero);
    }

    [Test]
    public async Task A_role_that_may_not_create_the_schema_is_refused_with_what_to_run()
    {
        await _tables.Database.ExecuteAsync("DROP SCHEMA plyr_genres CASCADE");

        await Assert.ThatAsync(
            () => HostApp.StartAsync(Settings),
            Throws.TypeOf<SettingsException>().With.Message.Contains("CREATE SCHEMA plyr_genres AUTHORIZATION"));
    }

    [Test]
    public async Task Starts_beside_an_audio_folder_that_belongs_to_another_database()
    {
        var mark = _folder.File("audio/database.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(mark)!);
        await File.WriteAllTextAsync(mark, "sqlite: plyr-genres.db\nid: another\n");

        await using var host = await HostApp.StartAsync(Settings);

        Assert.That(await File.ReadAllTextAsync(mark), Does.Contain("id: another"));
    }
}
