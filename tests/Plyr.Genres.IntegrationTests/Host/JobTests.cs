using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class JobTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Replaced_audio_makes_the_predictions_stale_and_is_classified_again()
    {
        var gate = new TaskCompletionSource();
        _host.Classifier.Script = async (run, cancellation) =>
        {
            if (run == 2)
                await gate.Task.WaitAsync(cancellation);
            return run == 1
                ? ScriptedClassifier.Answer("Electronic---Ambient")
                : ScriptedClassifier.Answer("Jazz---Bop");
        };
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["mine"]""", autoTag: true)).Id();
        await _host.Api.SettledAsync(id);

        using (await _host.Api.ReplaceAudioAsync(id, TestAudio.Wav(2)))
        {
            var waiting = await _host.Api.TrackAsync(id);
            Assert.That(waiting.State(), Is.EqualTo("stale"));
            Assert.That(waiting.Text("classification"), Is.EqualTo("pending"));
            gate.SetResult();
        }

        var track = await _host.Api.SettledAsync(id);
        Assert.That(track.State(), Is.EqualTo("fresh"));
        Assert.That(track.Tags(), Is.EqualTo(new[] { "mine", "jazz", "bop" }));
    }

    [Test]
    public async Task Audio_that_is_replaced_while_the_model_works_is_classified_in_the_end()
    {
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _host.Classifier.Script = async (run, cancellation) =>
        {
            if (run > 1)
                return ScriptedClassifier.Answer("Jazz---Bop");
            started.SetResult();
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await started.Task;
        using (await _host.Api.ReplaceAudioAsync(id, TestAudio.Wav(2)))
            gate.SetResult();

        var track = await _host.Api.SettledAsync(id);
        Assert.That(track.State(), Is.EqualTo("fresh"));
        Assert.That(track.Tags(), Is.EqualTo(new[] { "jazz", "bop" }));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(2));
    }

    [Test]
    public async Task A_passing_failure_is_tried_again_until_it_succeeds()
    {
        _host.Classifier.Script = (run, _) => run < 3
            ? throw new GenreClassificationException(
                GenreClassificationFailure.ServiceUnavailable, "Replicate is out of order.")
            : Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        var track = await _host.Api.SettledAsync(id);
        Assert.That(track.Tags(), Is.EqualTo(new[] { "electronic", "ambient" }));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(3));
    }

    [Test]
    public async Task A_wait_that_the_service_asks_for_is_kept()
    {
        var (failedAt, triedAt) = (0L, 0L);
        var wait = TimeSpan.FromSeconds(1.5);
        _host.Classifier.Script = (run, _) =>
        {
            if (run > 1)
            {
                triedAt = Stopwatch.GetTimestamp();
                return Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
            }

            failedAt = Stopwatch.GetTimestamp();
            throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many requests.")
            {
                RetryAfter = wait,
            };
        };
        await _host.Api.SettledAsync((await _host.Api.UploadAsync(TestAudio.Wav(1))).Id());
        Assert.That(Stopwatch.GetElapsedTime(failedAt, triedAt), Is.GreaterThanOrEqualTo(wait));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(2));
    }

    [Test]
    public async Task A_retry_comes_although_the_clock_is_set_back_by_a_day()
    {
        await _host.StopAsync();
        var clock = new SettableClock();
        _host.Configure = services => services.AddSingleton<TimeProvider>(clock);
        await _host.StartAgainAsync();
        _host.Classifier.Script = (run, _) => run > 1
            ? Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"))
            : throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        await RetryIsStoredAsync();

        clock.Offset = TimeSpan.FromDays(-1);
        MakeRetryDue();
        // The scheduler looks for due jobs every 30 seconds, and when a job is added.
        await _host.Api.UploadAsync(TestAudio.Wav(2));

        var track = await _host.Api.SettledAsync(id);
        Assert.That(track.State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task A_service_that_asks_to_wait_for_days_is_tried_again_within_an_hour()
    {
        _host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromDays(10),
            };

        await _host.Api.UploadAsync(TestAudio.Wav(1));
        var start = await RetryIsStoredAsync();

        Assert.That(start, Is.LessThan(DateTimeOffset.UtcNow.AddHours(1.1)));
    }

    [TestCase(GenreClassificationFailure.AudioRejected)]
    [TestCase(GenreClassificationFailure.AuthenticationFailed)]
    public async Task A_failure_that_time_does_not_heal_is_given_up_and_keeps_the_wish_for_auto_tags(
        GenreClassificationFailure failure)
    {
        _host.Classifier.Script = (_, _) => throw new GenreClassificationException(failure, "No.");
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        var track = await _host.Api.SettledAsync(id);
        Assert.That(_host.Classifier.Runs, Is.EqualTo(1));
        Assert.That(track.GetProperty("auto_tag_pending").GetBoolean(), Is.True);
        await AssertNoJobIsLeftAsync();
    }

    [Test]
    public async Task A_file_that_was_given_up_can_be_queued_again()
    {
        _host.Classifier.Script = (run, _) => run == 1
            ? throw new GenreClassificationException(GenreClassificationFailure.AuthenticationFailed, "No.")
            : Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);
        await AssertNoJobIsLeftAsync();

        using (await _host.Api.ReplaceAudioAsync(id, TestAudio.Wav(1)))
            Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.EqualTo(new[] { "electronic", "ambient" }));
    }

    [Test]
    public async Task A_stop_in_the_middle_of_a_run_waits_for_it_and_pays_once()
    {
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _host.Classifier.Script = async (_, cancellation) =>
        {
            started.SetResult();
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await started.Task;
        var stopping = _host.StopAsync();
        gate.SetResult();
        await stopping;
        await _host.StartAgainAsync();

        Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.EqualTo(new[] { "electronic", "ambient" }));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(1));
    }

    [Test]
    public async Task What_waits_for_its_second_try_survives_a_restart()
    {
        _host.Classifier.Script = (run, _) => run == 1
            ? throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            }
            : Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await RetryIsStoredAsync();
        await _host.StopAsync();
        MakeRetryDue();
        await _host.StartAgainAsync();
        Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.EqualTo(new[] { "electronic", "ambient" }));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(2));
    }

    [Test]
    public async Task A_track_that_is_due_and_has_no_job_is_queued_at_the_start()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        await _host.Api.SettledAsync(id);
        await _host.StopAsync();
        // The state after a kill between the upload's transaction and its job.
        Execute("UPDATE tracks SET classification_due = 1, extra = '{\"auto_tag\":true}'");
        await _host.StartAgainAsync();
        Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.EqualTo(new[] { "electronic", "ambient", "house" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_forgotten_while_its_job_runs_or_waits_is_not_classified_again(bool runs)
    {
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _host.Classifier.Script = async (_, cancellation) =>
        {
            if (!runs)
            {
                throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
                {
                    RetryAfter = TimeSpan.FromHours(1),
                };
            }

            started.TrySetResult();
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await (runs ? started.Task : RetryIsStoredAsync());

        using (var forgotten = await _host.Api.Http.DeleteAsync($"/tracks/{id}/genres"))
            Assert.That(forgotten.IsSuccessStatusCode, Is.True);
        gate.SetResult();
        if (!runs)
        {
            await _host.StopAsync();
            MakeRetryDue();
            await _host.StartAgainAsync();
        }

        await AssertNoJobIsLeftAsync();
        await _host.StopAsync();
        await _host.StartAgainAsync();

        var track = await _host.Api.SettledAsync(id);
        Assert.That((track.State(), track.Tags().Length, _host.Classifier.Runs), Is.EqualTo(("missing", 0, 1)));
    }

    [Test]
    public async Task Jobs_that_are_due_while_classification_is_off_run_once_it_is_on()
    {
        _host.Classifier.Script = (run, _) => run == 1
            ? throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            }
            : Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await RetryIsStoredAsync();
        await _host.StopAsync();
        MakeRetryDue();
        await StartAgainWithAsync(SettingNames.Enabled, "false");
        await AssertNoJobIsLeftAsync();
        Assert.That((await _host.Api.TrackAsync(id)).Text("classification"), Is.EqualTo("pending"));

        await StartAgainWithAsync(SettingNames.Enabled, "true");
        Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.EqualTo(new[] { "electronic", "ambient" }));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(2));
    }

    private async Task StartAgainWithAsync(string name, string value)
    {
        await _host.StopAsync();
        _host.Settings[name] = value;
        await _host.StartAgainAsync();
    }

    [Test]
    public async Task What_a_killed_process_left_in_the_audio_folder_is_removed_at_the_start()
    {
        var kept = await _host.Api.UploadAsync(TestAudio.Wav(1));
        await _host.Api.SettledAsync(kept.Id());
        await _host.StopAsync();
        var orphan = new string('a', 64);
        Directory.CreateDirectory(Path.Combine(_host.DataFolder, "audio", "aa"));
        await File.WriteAllBytesAsync(Path.Combine(_host.DataFolder, "audio", "aa", orphan), TestAudio.Wav(2));
        await File.WriteAllBytesAsync(Path.Combine(_host.DataFolder, "audio", "incoming", "half"), TestAudio.Wav(3));

        await _host.StartAgainAsync();
        Assert.That(_host.AudioFiles().Select(Path.GetFileName), Is.EqualTo(new[] { kept.Text("file_id") }));
    }

    private async Task AssertNoJobIsLeftAsync() =>
        await Eventually.BecomesAsync(
            () => Task.FromResult(
                Scalar(
                    "SELECT count(*) FROM QRTZ_JOB_DETAILS WHERE "
                    + "JOB_GROUP = 'classification'")), count => count == 0, "the job is gone");

    /// <summary>Waits until the job waits for a retry that is not due, and returns the time of the retry.</summary>
    private Task<DateTimeOffset> RetryIsStoredAsync() =>
        Eventually.BecomesAsync(
            () => Task.FromResult(NextStart()), start => start > DateTimeOffset.UtcNow.AddMinutes(1), "the job waits");

    /// <summary>Makes the stored retry due now, so that no test waits for it.</summary>
    private void MakeRetryDue()
    {
        var now = DateTimeOffset.UtcNow.Ticks;
        var changed = Execute(
            $"UPDATE qrtz_triggers SET next_fire_time = {now} "
            + $"WHERE job_group = 'classification' AND next_fire_time > {now}");
        Assert.That(changed, Is.EqualTo(1), "a retry is stored");
    }

    private int Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private long Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_host.DataFolder, "plyr-genres.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private DateTimeOffset NextStart()
    {
        using var connection = Open();
        var ticks = connection.Scalar(
            "SELECT max(next_fire_time) FROM qrtz_triggers WHERE job_group = 'classification'");
        return ticks is long value ? new DateTimeOffset(value, TimeSpan.Zero) : DateTimeOffset.MinValue;
    }

    private sealed class SettableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
