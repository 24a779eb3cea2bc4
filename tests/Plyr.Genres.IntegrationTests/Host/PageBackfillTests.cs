using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Host.Backfills;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The backfill that a person starts, follows and stops.</summary>
[TestFixture]
internal sealed class PageBackfillTests
{
    private RunningHost _host = null!;

    /// <summary>Starts a host with three tracks that were uploaded while nothing was classified.</summary>
    [SetUp]
    public async Task StartAsync()
    {
        _host = await RunningHost.StartAsync((SettingNames.Enabled, "false"));
        for (var i = 1; i <= 3; i++)
            await _host.Api.UploadAsync(TestAudio.Wav(i));
        await _host.StopAsync();
        _host.Settings[SettingNames.Enabled] = "true";
        await _host.StartAgainAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Classifies_the_tracks_that_need_it_and_reports_its_progress()
    {
        Assert.That((await _host.Api.GetAsync("/backfill")).Text("state"), Is.EqualTo("idle"));
        Assert.That((await _host.Api.GetAsync("/library")).GetProperty("to_do").GetInt64(), Is.EqualTo(3));
        _host.Classifier.Script = (run, _) => run == 2
            ? throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "No.")
            : Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));

        var started = await StartBackfillAsync(HttpStatusCode.Accepted);
        var ended = await EndedAsync();

        Assert.Multiple(() =>
        {
            Assert.That(started.Text("state"), Is.AnyOf("running", "idle"));
            Assert.That(ended.GetProperty("done").GetInt64(), Is.EqualTo(3));
            Assert.That(ended.GetProperty("total").GetInt64(), Is.EqualTo(3));
            Assert.That(ended.GetProperty("failed").GetInt64(), Is.EqualTo(1));
            Assert.That(
                ended.Text("message"),
                Is.EqualTo(
                    "2 tracks were analysed, 1 failed. Start it again to retry them; recordings that the model "
                    + "rejected are skipped."));
        });
    }

    [Test]
    public async Task Without_a_failure_there_is_no_message()
    {
        await StartBackfillAsync(HttpStatusCode.Accepted);

        Assert.That((await EndedAsync()).GetProperty("message").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Tracks_show_the_reason_of_the_last_attempt()
    {
        Fail(GenreClassificationFailure.ModelFailed);
        await StartBackfillAsync(HttpStatusCode.Accepted);
        await EndedAsync();
        Fail(GenreClassificationFailure.TimedOut);
        await StartBackfillAsync(HttpStatusCode.Accepted);
        await EndedAsync();

        var tracks = (await _host.Api.GetAsync("/tracks")).GetProperty("tracks").EnumerateArray();
        Assert.That(
            tracks.Select(track => track.GetProperty("waiting").Text("failure")),
            Is.EqualTo(new[] { "timed_out", "timed_out", "timed_out" }));
    }

    [Test]
    public async Task Runs_once_at_a_time_and_stops_after_the_runs_in_flight()
    {
        var gate = await StartHeldBackfillAsync();

        var second = await StartBackfillAsync(HttpStatusCode.Conflict);
        using var stopping = await _host.Api.Http.DeleteAsync("/backfill");
        var stopped = await HostApi.JsonOf(stopping, HttpStatusCode.Accepted);
        gate.SetResult();
        var ended = await EndedAsync();

        Assert.Multiple(() =>
        {
            Assert.That(second.Text("code"), Is.EqualTo("backfill_running"));
            Assert.That(stopped.Text("state"), Is.EqualTo("stopping"));
            Assert.That(ended.GetProperty("done").GetInt64(), Is.EqualTo(1));
            Assert.That(ended.Text("message"), Does.StartWith("The analysis was stopped."));
        });
    }

    [Test]
    public async Task Ends_with_the_host_after_the_run_in_flight_is_stored()
    {
        var gate = await StartHeldBackfillAsync();

        var backfill = _host.App.Services.GetRequiredService<PageBackfill>();
        var stopping = _host.StopAsync();
        await Eventually.BecomesAsync(
            () => Task.FromResult(backfill.Status.State),
            state => state is BackfillState.Stopping, "the backfill stops");
        gate.SetResult();
        await stopping;
        await _host.StartAgainAsync();

        Assert.That(
            (await _host.Api.GetAsync("/library")).GetProperty("states").GetProperty("fresh").GetInt64(),
            Is.EqualTo(1));
    }

    [Test]
    public async Task Stops_with_the_remedy_when_every_run_fails()
    {
        Fail(GenreClassificationFailure.AuthenticationFailed);

        await StartBackfillAsync(HttpStatusCode.Accepted);

        Assert.That(
            (await EndedAsync()).Text("message"),
            Is.EqualTo(
                "The analysis stopped. Replicate rejected the token. Set REPLICATE_API_TOKEN to a valid one and "
                + "restart the host."));
    }

    [Test]
    public async Task Limit_is_kept()
    {
        await StartBackfillAsync(HttpStatusCode.Accepted, new { limit = 1 });

        Assert.That((await EndedAsync()).Text("message"), Does.StartWith("The limit is reached."));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(1));
    }

    [Test]
    public async Task Limit_below_one_is_refused() =>
        Assert.That(
            (await StartBackfillAsync(HttpStatusCode.BadRequest, new { limit = 0 })).Text("detail"),
            Does.StartWith("limit must be"));

    [Test]
    public async Task Backfill_is_refused_while_analysis_is_off()
    {
        await StartAgainWithAsync(SettingNames.Enabled, "false");

        Assert.That((await StartBackfillAsync(HttpStatusCode.Conflict)).Text("code"), Is.EqualTo("analysis_disabled"));
    }

    private void Fail(GenreClassificationFailure failure) =>
        _host.Classifier.Script = (_, _) => throw new GenreClassificationException(failure, "No.");

    /// <summary>Starts a backfill whose first run waits for the returned gate.</summary>
    private async Task<TaskCompletionSource> StartHeldBackfillAsync()
    {
        var (started, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await StartAgainWithAsync(SettingNames.Concurrency, "1");
        _host.Classifier.Script = async (_, _) =>
        {
            started.TrySetResult();
            await gate.Task;
            return ScriptedClassifier.Answer("Jazz---Bop");
        };
        await StartBackfillAsync(HttpStatusCode.Accepted);
        await started.Task;
        return gate;
    }

    private async Task StartAgainWithAsync(string name, string value)
    {
        await _host.StopAsync();
        _host.Settings[name] = value;
        await _host.StartAgainAsync();
    }

    private Task<JsonElement> EndedAsync() => Eventually.BecomesAsync(
        () => _host.Api.GetAsync("/backfill"),
        backfill => backfill.GetProperty("ended_at").ValueKind != JsonValueKind.Null, "the backfill ended");

    private async Task<JsonElement> StartBackfillAsync(HttpStatusCode status, object? body = null)
    {
        using var response =
            await _host.Api.Http.PostAsync("/backfill", body is null ? null : JsonContent.Create(body));
        return await HostApi.JsonOf(response, status);
    }
}
