using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>The host's API on PostgreSQL, where it differs from SQLite inside.</summary>
[TestFixture]
internal sealed class PostgresHostTests
{
    private PostgresDatabase _database = null!;
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
            await PostgresSchema.MigrateAsync(source, CancellationToken.None);
        _host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, _database.Url));
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    [Property("Rule", 22)]
    public async Task Auto_tags_that_a_person_saves_become_the_persons()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);
        await _host.Api.PutAsync($"/tracks/{id}", new { title = "T", tags = new[] { "house" } });
        var edited = await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = "T", tags = new[] { "ambient" }, former_tags = Array.Empty<string>() });
        Assert.That(edited.Tags(), Is.EquivalentTo(new[] { "ambient", "house" }));
        Assert.That(edited.GetProperty("genres").GetProperty("auto_tags").ToString(), Is.EqualTo("[]"));
    }

    [Test]
    public async Task An_edit_that_lost_a_deadlock_makes_its_tags_before_it_takes_the_track_again()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        await using var rival = await TagRival.StartAsync(
            _database, "shared", await _database.ScalarAsync<string>("SELECT did FROM artists") ?? "");
        var calls = 0;
        var catalog = _host.App.Services.GetRequiredService<ITrackCatalog>();
        var ours = Task.Run(() => catalog.EditAsync(id, "ours", null, _ =>
        {
            if (++calls == 1)
                rival.ComeToWait(id);
            return ["shared"];
        }, CancellationToken.None));
        await rival.OursWaitsAsync("INSERT INTO tags");

        await rival.CommitAsync();

        var edited = (await ours)!.Track;
        Assert.That((edited.Title, edited.Tags), Is.EqualTo(("ours", new[] { "shared" })));
    }

    [Test]
    [Property("Rule", 34)]
    public async Task What_is_forgotten_while_its_job_waits_is_not_classified_again()
    {
        _host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await Eventually.BecomesAsync(
            () => _database.ScalarAsync<long>(
                "SELECT max(next_fire_time) FROM plyr_genres.qrtz_triggers WHERE job_group = 'classification'"),
            start => start > DateTime.UtcNow.AddMinutes(1).Ticks,
            "the job waits");

        using (var forgotten = await _host.Api.Http.DeleteAsync($"/tracks/{id}/genres"))
            Assert.That(forgotten.IsSuccessStatusCode, Is.True);
        await _database.ExecuteAsync(
            "UPDATE plyr_genres.qrtz_triggers SET next_fire_time = $1 WHERE job_group = 'classification'",
            DateTime.UtcNow.Ticks);
        await Eventually.BecomesAsync(
            () => _database.ScalarAsync<long>(
                "SELECT count(*) FROM plyr_genres.qrtz_job_details WHERE "
                + "job_group = 'classification'"), count => count == 0, "the job is gone");

        Assert.That(
            ((await _host.Api.TrackAsync(id)).Text("classification"), _host.Classifier.Runs), Is.EqualTo(("idle", 1)));
    }

    [TestCase(HostRole.Server)]
    [TestCase(HostRole.Worker)]
    public async Task Recreated_database_of_the_same_name_does_not_own_the_audio_folder(HostRole role)
    {
        await _host.Api.UploadAsync(TestAudio.Wav(1));
        await _host.StopAsync();
        await _database.ExecuteAsync("DROP SCHEMA public, plyr_genres CASCADE; CREATE SCHEMA public");
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
            await PostgresSchema.MigrateAsync(source, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<SettingsException>(
            () => HostApp.StartAsync(_host.ReadSettings() with { Role = role }));

        Assert.That(refusal!.Message, Does.Contain("belongs to another database").And.Contain(_host.DataFolder));
        Assert.That(_host.AudioFiles(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Uploads_and_a_queued_backfill_together_keep_to_the_concurrency_of_the_process()
    {
        const int Concurrency = 2, Tracks = 6;
        await _host.StopAsync();
        _host.Settings[SettingNames.Concurrency] = $"{Concurrency}";
        await _host.StartAgainAsync();
        var (running, most) = (0, 0);
        _host.Classifier.Script = async (_, cancellation) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            // Long enough for the scheduler to start whatever it would start besides.
            await Task.Delay(TimeSpan.FromMilliseconds(400), cancellation);
            Interlocked.Decrement(ref running);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        await _database.ExecuteAsync($"""
            INSERT INTO artists (did, handle) VALUES ('did:plc:other', 'other');
            INSERT INTO tracks (title, artist_did, file_id, r2_url) SELECT 'T', 'did:plc:other', 'file-' || n, 'https://example.org/' || n || '.mp3' FROM generate_series(1, {Tracks}) n
            """);

        await _host.App.Services.GetRequiredService<BackfillQueue>().EnqueueAsync(
            new BackfillOptions { RunsPerMinute = 100_000 }, _ => { }, CancellationToken.None);
        for (var number = 0; number < Tracks; number++)
            await _host.Api.UploadAsync(TestAudio.Wav(number));
        await Eventually.BecomesAsync(
            () => _database.ScalarAsync<long>(
                "SELECT count(*) FROM tracks WHERE "
                + "extra ->> "
                + "'genre_predictions_file_id' = file_id"), count => count == 2 * Tracks, "all tracks are classified");

        Assert.That(most, Is.EqualTo(Concurrency));
    }

    [Test]
    public async Task Queued_backfill_of_other_models_replaces_their_predictions_and_no_others()
    {
        const string Model = PlyrGenresDefaults.ModelVersion;
        await _host.StopAsync();
        _host.Settings[SettingNames.Token] = "token";
        _host.Classifier.Model = Model;
        await _host.StartAgainAsync();
        await _database.ExecuteAsync($$"""
            INSERT INTO artists (did, handle) VALUES ('did:plc:other', 'other');
            INSERT INTO tracks (title, artist_did, file_id, r2_url, extra)
            SELECT 'T', 'did:plc:other', 'file-' || n, 'https://example.org/' || n || '.mp3', jsonb_build_object(
                'genre_predictions', '[]'::jsonb,
                'genre_predictions_file_id', 'file-' || n,
                'genre_predictions_model', CASE WHEN n < 3 THEN 'former' ELSE '{{Model}}' END)
            FROM generate_series(1, 3) n
            """);

        await _host.App.Services.GetRequiredService<BackfillQueue>().EnqueueAsync(
            new BackfillOptions { OtherModelVersions = true, RunsPerMinute = 100_000 },
            _ => { },
            CancellationToken.None);
        await Eventually.BecomesAsync(
            () => _database.ScalarAsync<long>(
                $"SELECT count(*) FROM tracks WHERE extra ->> 'genre_predictions_model' = '{Model}'"),
            count => count == 3,
            "all tracks have predictions of this model");

        Assert.That(_host.Classifier.Runs, Is.EqualTo(2));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
