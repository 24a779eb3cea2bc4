using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Why a track has no genres yet, in words, and the run that a person asks for.</summary>
internal sealed class AnalysisTests(bool isPostgres) : BothDatabases(isPostgres)
{
    [Test]
    public async Task Track_without_a_failure_waits_for_its_first_try()
    {
        var gate = new TaskCompletionSource();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Jazz---Bop");
        };

        var pending = await Api.UploadAsync(TestAudio.Wav(1));
        gate.SetResult();
        var settled = await Api.SettledAsync(pending.Id());

        Assert.That(pending.GetProperty("waiting").ToString(), Is.EqualTo("""{"failure":null,"message":null,"next_attempt_at":null}"""));
        Assert.That(settled.GetProperty("waiting").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Track_that_waits_as_long_as_the_service_asks_says_why_and_until_when()
    {
        var start = DateTimeOffset.UtcNow;
        FailWith(GenreClassificationFailure.RateLimited, TimeSpan.FromMinutes(30));
        var waiting = await WaitingAsync((await Api.UploadAsync(TestAudio.Wav(1))).Id(), "rate_limited");

        Assert.Multiple(() =>
        {
            Assert.That(waiting.Text("message"), Is.EqualTo("Replicate allows no more requests at the moment."));
            Assert.That(
                waiting.GetProperty("next_attempt_at").GetDateTimeOffset(),
                Is.EqualTo(start.AddMinutes(30)).Within(TimeSpan.FromMinutes(5)));
        });
    }

    [Test]
    public async Task Track_that_is_retried_says_why_and_until_when()
    {
        FailWith(GenreClassificationFailure.ServiceUnavailable);
        var waiting = await WaitingAsync((await Api.UploadAsync(TestAudio.Wav(1))).Id(), "service_unavailable");

        Assert.That(waiting.Text("message"), Is.EqualTo("Replicate is unavailable."));
        Assert.That(waiting.GetProperty("next_attempt_at").ValueKind, Is.EqualTo(JsonValueKind.String));
    }

    [Test]
    public async Task Backfill_changes_the_reason_of_a_waiting_track_and_keeps_its_time()
    {
        FailWith(GenreClassificationFailure.RateLimited, TimeSpan.FromMinutes(30));
        var before = await WaitingAsync((await Api.UploadAsync(TestAudio.Wav(1))).Id(), "rate_limited");

        FailWith(GenreClassificationFailure.ServiceUnavailable);
        (await Api.Http.PostAsync("/backfill", null)).Dispose();
        var after = await WaitingAsync(1, "service_unavailable");

        Assert.That(after.Text("next_attempt_at"), Is.EqualTo(before.Text("next_attempt_at")));
    }

    [Test]
    public async Task Track_that_was_given_up_says_why_until_its_genres_are_forgotten()
    {
        FailWith(GenreClassificationFailure.AuthenticationFailed);
        var track = await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(1))).Id());
        (await Api.Http.DeleteAsync($"/tracks/{track.Id()}/genres")).Dispose();
        var forgotten = await Api.TrackAsync(track.Id());

        var waiting = track.GetProperty("waiting");
        Assert.Multiple(() =>
        {
            Assert.That(
                waiting.Text("message"),
                Is.EqualTo(
                    "Replicate rejected the token. Set REPLICATE_API_TOKEN to a valid one and restart the host."));
            Assert.That(waiting.GetProperty("next_attempt_at").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(Host.Log.Entries.Select(entry => entry.Event), Has.None.EqualTo("UnreadableValue"));
            Assert.That(forgotten.GetProperty("waiting").ValueKind, Is.EqualTo(JsonValueKind.Null));
        });
    }

    [TestCase(1, "Too short: the model needs 2 seconds of audio. Upload a longer recording.")]
    [TestCase(3, "The model can't use this recording: it needs one or two channels and at least 2 seconds of audio. "
        + "Upload another file.")]
    public async Task Failure_on_record_is_a_sentence_with_what_to_do(double seconds, string message)
    {
        FailWith(GenreClassificationFailure.AudioRejected);
        var track = await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(1, seconds))).Id());

        var genres = track.GetProperty("genres");
        Assert.That(genres.Text("failure"), Is.EqualTo("audio_rejected"));
        Assert.That(genres.Text("failure_message"), Is.EqualTo(message));
    }

    [Test]
    public async Task Analysis_tries_a_failure_on_record_again()
    {
        FailWith(GenreClassificationFailure.AudioRejected);
        var id = (await Api.UploadAsync(TestAudio.Wav(1))).Id();
        await Api.SettledAsync(id);
        var gate = new TaskCompletionSource();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Jazz---Bop");
        };

        var queued = await AnalyseAsync(id, HttpStatusCode.Accepted);
        gate.SetResult();

        Assert.That(queued.Text("classification"), Is.EqualTo("pending"));
        Assert.That((await Api.SettledAsync(id)).State(), Is.EqualTo("fresh"));
    }

    [TestCase(null)]
    [TestCase(3600)]
    public async Task Analysis_does_not_wait_for_the_next_try(int? seconds)
    {
        // The fifth try by the scheduler's own times would come after more than ten seconds.
        var failure = seconds is null
            ? GenreClassificationFailure.ServiceUnavailable
            : GenreClassificationFailure.RateLimited;
        FailWith(failure, seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
        var id = (await Api.UploadAsync(TestAudio.Wav(1))).Id();
        await Eventually.BecomesAsync(
            async () => (await Api.TrackAsync(id)).GetProperty("waiting"),
            waiting => IsLater(waiting, TimeSpan.FromSeconds(seconds is null ? 5 : 1800)), "the next try is far away");
        Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));

        await AnalyseAsync(id, HttpStatusCode.Accepted);

        Assert.That((await Api.SettledAsync(id)).State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task Analysis_of_a_fresh_track_costs_nothing()
    {
        var id = (await Api.UploadAsync(TestAudio.Wav(1))).Id();
        await Api.SettledAsync(id);

        await AnalyseAsync(id, HttpStatusCode.Accepted);

        Assert.That((await Api.SettledAsync(id)).State(), Is.EqualTo("fresh"));
        Assert.That(Host.Classifier.Runs, Is.EqualTo(1));
    }

    [Test]
    public async Task Analysis_that_is_switched_off_is_refused_with_what_to_set()
    {
        var id = (await Api.UploadAsync(TestAudio.Wav(1))).Id();
        await Api.SettledAsync(id);
        await Host.StopAsync();
        Host.Settings[SettingNames.Enabled] = "false";
        await Host.StartAgainAsync();

        var refusal = await AnalyseAsync(id, HttpStatusCode.Conflict);
        await AnalyseAsync(99, HttpStatusCode.NotFound);

        Assert.That(refusal.Text("code"), Is.EqualTo("analysis_disabled"));
        Assert.That(refusal.Text("detail"), Does.Contain("set REPLICATE_ENABLED to true"));
    }

    private static bool IsLater(JsonElement waiting, TimeSpan wait) =>
        waiting.ValueKind == JsonValueKind.Object
        && waiting.GetProperty("next_attempt_at") is { ValueKind: JsonValueKind.String } next
        && next.GetDateTimeOffset() > DateTimeOffset.UtcNow + wait;

    private void FailWith(GenreClassificationFailure failure, TimeSpan? retryAfter = null) =>
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(failure, "No.") { RetryAfter = retryAfter };

    private Task<JsonElement> WaitingAsync(long id, string failure) => Eventually.BecomesAsync(
        async () => (await Api.TrackAsync(id)).GetProperty("waiting"),
        waiting => waiting.ValueKind == JsonValueKind.Object && waiting.Text("failure") == failure, "the track waits");

    private async Task<JsonElement> AnalyseAsync(long id, HttpStatusCode status)
    {
        using var response = await Api.Http.PostAsync($"/tracks/{id}/genres/analyse", null);
        return await HostApi.JsonOf(response, status);
    }
}
