using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>What visitors learn about the model: whether it refuses every call, and which genres are invented.</summary>
[TestFixture]
internal sealed class ModelStateTests
{
    [TestCase(
        GenreClassificationFailure.BillingRequired,
        "Replicate requires credit. Set up billing or buy credit, and wait a few minutes.")]
    [TestCase(
        GenreClassificationFailure.AuthenticationFailed,
        "Replicate rejected the token. Set REPLICATE_API_TOKEN to a valid one and restart the host.")]
    [TestCase(GenreClassificationFailure.ModelNotUsable, "ffmpeg is missing. Install it.")]
    [Property("Fault", 15)]
    public async Task Health_degrades_with_the_reason_while_the_model_refuses_every_call(
        GenreClassificationFailure failure, string reason)
    {
        await using var host = await RunningHost.StartAsync();
        var start = DateTimeOffset.UtcNow;
        host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(failure, "ffmpeg is missing. Install it.");
        await host.Api.SettledAsync((await host.Api.UploadAsync(TestAudio.Wav(1))).Id());

        var refused = await host.Api.GetAsync("/health");
        host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));
        await host.Api.SettledAsync((await host.Api.UploadAsync(TestAudio.Wav(2))).Id());
        var answered = await host.Api.GetAsync("/health");

        Assert.Multiple(() =>
        {
            Assert.That(refused.Text("status"), Is.EqualTo("degraded"));
            Assert.That(refused.GetProperty("reasons")[0].GetString(), Is.EqualTo(reason));
            Assert.That(
                refused.GetProperty("since").GetDateTimeOffset(), Is.EqualTo(start).Within(TimeSpan.FromMinutes(5)));
            Assert.That(refused.Text("classification"), Is.EqualTo("blocked"));
            Assert.That(answered.GetProperty("since").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(answered.Text("classification"), Is.EqualTo("enabled"));
            Assert.That(answered.Text("status"), Is.EqualTo("healthy"));
        });
    }

    [Test]
    public async Task Health_reports_an_outage_in_words_for_users()
    {
        await using var host = await RunningHost.StartAsync();
        host.Classifier.Script = (_, _) => throw new GenreClassificationException(
            GenreClassificationFailure.ServiceUnavailable, "Replicate is unavailable (HTTP 503). Message: Overloaded.");
        await host.Api.UploadAsync(TestAudio.Wav(1));

        var health = await Eventually.BecomesAsync(
            () => host.Api.GetAsync("/health"),
            report => report.Text("status") == "degraded", "the outage is reported");

        Assert.That(health.GetProperty("reasons")[0].GetString(), Is.EqualTo("Replicate is unavailable."));
        Assert.That(health.GetProperty("since").ValueKind, Is.EqualTo(JsonValueKind.String));
    }

    [Test]
    [Property("Rule", 40), Property("Fault", 2)]
    public async Task Invented_genres_are_marked_and_replaced_once_there_is_a_model()
    {
        await using var host = await RunningHost.StartAsync();
        host.Classifier.Script = (_, _) => Task.FromResult(Invented());
        var id = (await host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        var invented = await host.Api.SettledAsync(id);

        await host.StopAsync();
        host.Settings[SettingNames.Token] = "r8_test";
        await host.StartAgainAsync();
        host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));
        await host.Api.GetAsync($"/tracks/{id}/recommended-tags");
        var real = await host.Api.TrackAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(invented.GetProperty("genres").GetProperty("simulated").GetBoolean(), Is.True);
            Assert.That(invented.Tags(), Is.EqualTo(new[] { "rock", "punk" }));
            Assert.That(real.GetProperty("genres").GetProperty("simulated").GetBoolean(), Is.False);
            Assert.That(real.Tags(), Is.EqualTo(new[] { "jazz", "bop" }));
        });
    }

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Sec-Fetch-Site", "unknown")]
    [TestCase("Referer", "http://elsewhere.example/page")]
    [Property("Fault", 40)]
    public async Task Page_of_another_site_never_starts_a_run(string header, string value)
    {
        await using var host = await RunningHost.StartAsync();
        var id = (await host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        await host.Api.SettledAsync(id);
        using (await host.Api.Http.DeleteAsync($"/tracks/{id}/genres"))
            host.Classifier.CountAnew();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/tracks/{id}/recommended-tags");
        request.Headers.Add(header, value);
        using var response = await host.Api.Http.SendAsync(request);
        var problem = await HostApi.JsonOf(response, HttpStatusCode.Forbidden);

        Assert.That(problem.Text("code"), Is.EqualTo("cross_site"));
        Assert.That(host.Classifier.Runs, Is.Zero);
    }

    [Test]
    public async Task Database_that_is_named_is_not_written_with_invented_genres()
    {
        await using var host = await RunningHost.StartAsync(
            (SettingNames.DatabaseUrl, "sqlite:library.db"), (SettingNames.Simulator, "auto"));
        var id = (await host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();

        var tags = await host.Api.GetAsync($"/tracks/{id}/recommended-tags");

        Assert.Multiple(() =>
        {
            Assert.That(tags.GetProperty("available").GetBoolean(), Is.False);
            Assert.That(host.Classifier.Runs, Is.Zero);
        });
    }

    private static GenreClassification Invented() => new()
    {
        Labels = [new GenreLabelScore("Rock---Punk", 0.5)],
        PredictionId = "scripted",
        Model = "simulated",
    };
}
