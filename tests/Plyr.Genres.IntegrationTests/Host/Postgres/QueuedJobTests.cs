using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>The jobs of a queued backfill, which start one per minute, and what users do with their tracks.</summary>
[TestFixture]
internal sealed class QueuedJobTests
{
    private const long First = 1, Second = 2;

    private PostgresDatabase _database = null!;
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
            await PostgresSchema.MigrateAsync(source, CancellationToken.None);

        // One job at a time, so that a job that runs shows that the one before has ended.
        _host = await RunningHost.StartAsync(
            (SettingNames.DatabaseUrl, _database.Url), (SettingNames.Concurrency, "1"));
        await _database.ExecuteAsync(
            """
            INSERT INTO artists (did, handle) VALUES ('did:plc:other', 'other');
            INSERT INTO tracks (title, artist_did, file_id, r2_url)
            SELECT 'T', 'did:plc:other', 'file-' || n, 'https://example.org/' || n || '.mp3'
            FROM generate_series(1, 2) n
            """);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    [Property("Rule", 34)]
    public async Task Forgotten_track_is_not_classified_by_a_queued_backfill(bool byCommand)
    {
        await EnqueueAsync();

        await ForgetAsync(Second, byCommand);
        await ClassifiedAsync(First);
        await MakeJobsDueAsync();
        await AssertNoJobIsLeftAsync();
        Assert.That((await _host.Api.TrackAsync(Second)).State(), Is.EqualTo("missing"));
    }

    [TestCase(false)]
    [TestCase(true)]
    [Property("Rule", 34)]
    public async Task Running_job_ends_without_an_error_when_its_track_is_forgotten(bool byCommand)
    {
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _host.Classifier.Script = async (run, cancellation) =>
        {
            if (run > 1)
                return ScriptedClassifier.Answer("Jazz---Bop");
            started.SetResult();
            await gate.Task.WaitAsync(cancellation);
            throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
        };
        await EnqueueAsync();
        await started.Task;

        await ForgetAsync(First, byCommand);
        gate.SetResult();
        await MakeJobsDueAsync();
        await ClassifiedAsync(Second);

        Assert.Multiple(() =>
        {
            Assert.That(_host.Classifier.Runs, Is.EqualTo(2));
            Assert.That(_host.Log.Entries.Select(entry => entry.Event), Has.None.EqualTo("Waiting"));
            Assert.That(_host.Log.Exceptions, Is.Empty);
        });
    }

    [Test]
    public async Task Analysis_starts_the_job_of_a_queued_backfill_now_and_retries_a_recorded_failure()
    {
        await EnqueueAsync();
        await ClassifiedAsync(First);
        _host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "No.");
        await _host.Api.GetAsync($"/tracks/{Second}/recommended-tags");
        Assert.That((await _host.Api.TrackAsync(Second)).State(), Is.EqualTo("failed"));
        _host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));

        using (var analysed = await _host.Api.Http.PostAsync($"/tracks/{Second}/genres/analyse", null))
            analysed.EnsureSuccessStatusCode();

        Assert.That((await _host.Api.SettledAsync(Second)).State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task Analysis_of_a_recorded_failure_goes_on_after_a_rate_limit()
    {
        await EnqueueAsync();
        await ClassifiedAsync(First);
        _host.Classifier.CountAnew();
        _host.Classifier.Script = (run, _) => run switch
        {
            1 => throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "No."),
            2 => throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            },
            _ => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop")),
        };
        await _host.Api.GetAsync($"/tracks/{Second}/recommended-tags");

        using (var analysed = await _host.Api.Http.PostAsync($"/tracks/{Second}/genres/analyse", null))
            analysed.EnsureSuccessStatusCode();
        await Eventually.BecomesAsync(() => Task.FromResult(_host.Classifier.Runs), runs => runs == 2, "it was limited");
        await Eventually.BecomesAsync(CountLaterTriggersAsync, count => count > 0, "the next attempt is scheduled");
        await MakeJobsDueAsync();

        Assert.That((await _host.Api.SettledAsync(Second)).State(), Is.EqualTo("fresh"));
    }

    private async Task<long> CountLaterTriggersAsync() => await _database.ScalarAsync<long>(
        "SELECT count(*) FROM plyr_genres.qrtz_triggers WHERE job_group = 'classification' AND next_fire_time > $1",
        DateTime.UtcNow.Ticks);

    private async Task EnqueueAsync() =>
        await _host.App.Services.GetRequiredService<BackfillQueue>().EnqueueAsync(
            new BackfillOptions { RunsPerMinute = 1 }, _ => { }, CancellationToken.None);

    private async Task ClassifiedAsync(long id) =>
        await Eventually.BecomesAsync(
            () => _host.Api.TrackAsync(id), track => track.State() == "fresh", $"track {id} is classified");

    private async Task ForgetAsync(long id, bool byCommand)
    {
        if (byCommand)
        {
            var environment = new Dictionary<string, string> { [SettingNames.DatabaseUrl] = _database.Url };
            var result = await HostCommand.RunAsync(environment, "forget", $"{id}");
            Assert.That(result.Code, Is.Zero, result.Error);
            return;
        }

        using var forgotten = await _host.Api.Http.DeleteAsync($"/tracks/{id}/genres");
        forgotten.EnsureSuccessStatusCode();
    }

    private async Task MakeJobsDueAsync() =>
        await _database.ExecuteAsync(
            "UPDATE plyr_genres.qrtz_triggers SET next_fire_time = $1 WHERE job_group = 'classification' "
            + "AND next_fire_time > $1",
            DateTime.UtcNow.Ticks);

    private async Task AssertNoJobIsLeftAsync() =>
        await Eventually.BecomesAsync(
            () => _database.ScalarAsync<long>(
                "SELECT count(*) FROM plyr_genres.qrtz_job_details WHERE job_group = 'classification'"),
            count => count == 0,
            "no job is left");
}
