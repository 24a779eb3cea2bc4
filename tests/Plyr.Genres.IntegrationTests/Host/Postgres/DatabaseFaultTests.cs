using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>A database that can't be written or is full: an error that says so, and nothing lost.</summary>
[TestFixture]
internal sealed class DatabaseFaultTests
{
    private PostgresServer _server = null!;
    private PostgresDatabase _database = null!;
    private ServiceProvider _services = null!;
    private ScriptedClassifier _classifier = null!;

    private TrackGenres Genres => _services.GetRequiredService<TrackGenres>();

    [SetUp]
    public async Task StartAsync()
    {
        SharedPostgres.Demand();
        _server = await PostgresServer.StartAsync();
        _database = await _server.CreateDatabaseAsync();
        await PlyrFmTables.CreateAsync(_database);
        _classifier = new ScriptedClassifier();
        _services = PlyrFmServices.Create(_database, _classifier);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Test]
    public async Task Read_only_database_is_reported_and_the_paid_answer_is_stored_later()
    {
        var id = await PlyrFmTables.AddTrackAsync(
            _database, "https://cdn.example/a.mp3", """{"auto_tag": true, "theirs": 1}""");
        _classifier.Script = async (_, _) =>
        {
            // It becomes read-only while the model works, as after a failover to a replica.
            await SetReadOnlyAsync(true);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };

        await Assert.ThatAsync(
            () => Genres.ClassifyAsync(id),
            Throws.InstanceOf<PostgresException>().With.Message.Contains("read-only transaction"));
        Assert.That(await ExtraAsync(id), Is.EqualTo("""{"theirs": 1, "auto_tag": true}"""));
        await SetReadOnlyAsync(false);
        var outcome = await Genres.ClassifyAsync(id);

        Assert.That((outcome.Status, _classifier.Runs), Is.EqualTo((ClassificationStatus.Classified, 1)));
        Assert.That(
            await ExtraAsync(id),
            Does.Contain("\"theirs\": 1").And.Contain("genre_predictions").And.Not.Contain("\"auto_tag\""));
    }

    [Test]
    public async Task Full_database_is_reported_and_the_paid_answer_is_stored_later()
    {
        var id = await PlyrFmTables.AddTrackAsync(
            _database, "https://cdn.example/a.mp3", """{"auto_tag": true, "theirs": 1}""");
        // The error of a full disk, raised where the disk would raise it: when the row is written.
        await _database.ExecuteAsync("""
            CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER disk_full BEFORE UPDATE ON tracks FOR EACH ROW EXECUTE FUNCTION disk_full();
            """);

        await Assert.ThatAsync(
            () => Genres.ClassifyAsync(id),
            Throws.InstanceOf<PostgresException>().With.Message.Contains("No space left on device"));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM tags"), Is.Zero, "half a write is there");
        await _database.ExecuteAsync("DROP TRIGGER disk_full ON tracks");
        var outcome = await Genres.ClassifyAsync(id);

        Assert.That((outcome.Status, _classifier.Runs), Is.EqualTo((ClassificationStatus.Classified, 1)));
    }

    private async Task SetReadOnlyAsync(bool readOnly)
    {
        await _server.ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {(readOnly ? "on" : "off")}");
        await _server.ExecuteAsync("SELECT pg_reload_conf()");
        await Eventually.BecomesAsync(
            () => _database.ScalarAsync<string>("SHOW default_transaction_read_only"), value =>
                value == (readOnly ? "on" : "off"), "the setting is read");
    }

    private async Task<string> ExtraAsync(long id) =>
        (await _database.ScalarAsync<string>("SELECT extra::text FROM tracks WHERE id = $1", id))!;
}
