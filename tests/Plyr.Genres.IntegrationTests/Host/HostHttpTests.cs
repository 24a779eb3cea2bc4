using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class HostHttpTests
{
    [Test]
    public async Task A_host_that_uses_the_simulator_is_ready_and_says_so()
    {
        await using var host = await RunningHost.StartAsync();
        var health = await host.Api.GetAsync("/health");
        Assert.Multiple(() =>
        {
            Assert.That(health.Text("status"), Is.EqualTo("healthy"));
            Assert.That(health.GetProperty("ready").GetBoolean(), Is.True);
            Assert.That(health.GetProperty("simulated").GetBoolean(), Is.True);
            Assert.That(
                health.GetProperty("reasons")[0].GetString(),
                Does.Contain("invented").And.Contain("REPLICATE_API_TOKEN"));
        });
    }

    [Test]
    public async Task Host_without_a_model_is_degraded_and_stores_uploads_without_classifying_them()
    {
        await using var host = await RunningHost.StartAsync((SettingNames.Simulator, "off"));
        var health = await host.Api.GetAsync("/health");
        var id = (await host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        Assert.Multiple(async () =>
        {
            Assert.That(health.Text("status"), Is.EqualTo("degraded"));
            Assert.That(health.Text("classification"), Is.EqualTo("disabled"));
            Assert.That(health.GetProperty("reasons")[0].GetString(), Does.Contain("Set REPLICATE_API_TOKEN"));
            Assert.That(host.Log.Entries, Is.Empty, "a health check is not logged");
            Assert.That((await host.Api.TrackAsync(id)).Text("classification"), Is.EqualTo("idle"));
            Assert.That(
                (await host.Api.GetAsync($"/tracks/{id}/recommended-tags")).GetProperty("available").GetBoolean(),
                Is.False);
            Assert.That(host.Classifier.Runs, Is.Zero);
        });
    }

    [Test]
    public async Task A_host_whose_database_can_not_be_written_is_not_ready()
    {
        await using var host = await RunningHost.StartAsync();
        await using var other =
            new SqliteConnection($"Data Source={Path.Combine(host.DataFolder, "plyr-genres.db")};Pooling=False");
        await other.OpenAsync();
        await using (other.BeginTransaction(deferred: false))
        {
            var health = await host.Api.GetAsync("/health", HttpStatusCode.ServiceUnavailable);
            Assert.That(health.GetProperty("reasons")[0].GetString(), Is.EqualTo("The database can't be written."));
            Assert.That(host.Log.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { "DatabaseNotWritable" }));
        }

        await host.Api.GetAsync("/health");
    }

    [Test]
    public async Task A_model_of_the_users_own_needs_no_token_and_no_simulator()
    {
        await using var host = await RunningHost.StartAsync(
            (SettingNames.SelfHosted, "true"), ("PlyrGenres:Replicate:BaseAddress", "http://127.0.0.1:9/"));
        var health = await host.Api.GetAsync("/health");
        Assert.That(health.ToString(), Does.StartWith("""{"status":"healthy","ready":true,"simulated":false,"classification":"enabled","reasons":[]"""));

        await host.Api.SettledAsync((await host.Api.UploadAsync(TestAudio.Wav(1, 20))).Id());
        Assert.That(host.Classifier.Audio.Single().FilePath, Does.Exist);
    }

    [Test]
    public async Task With_a_public_address_the_model_gets_a_url_of_this_host()
    {
        await using var host = await RunningHost.StartAsync(
            (SettingNames.Token, "r8_test"), (SettingNames.PublicBaseUrl, "https://tracks.example/plyr/"));
        var track = await host.Api.UploadAsync(TestAudio.Wav(1));
        await host.Api.SettledAsync(track.Id());

        Assert.That(
            host.Classifier.Audio.Single().Url,
            Is.EqualTo(new Uri($"https://tracks.example/plyr/audio/{track.Text("file_id")}")));
    }

    [Test]
    public async Task Switched_off_it_is_ready_and_says_that_it_is_switched_off()
    {
        await using var host = await RunningHost.StartAsync((SettingNames.Enabled, "false"));
        var health = await host.Api.GetAsync("/health");
        Assert.That(health.Text("classification"), Is.EqualTo("disabled"));
        Assert.That(
            health.GetProperty("reasons")[0].GetString(),
            Is.EqualTo("Analysis is switched off: set REPLICATE_ENABLED to true and restart the host."));
    }

    [Test]
    public async Task The_openapi_document_names_every_endpoint()
    {
        await using var host = await RunningHost.StartAsync();
        var document = await host.Api.GetAsync("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"));
        Assert.That(operations, Is.SupersetOf(new[]
        {
            "get /tracks", "post /tracks", "get /tracks/{id}", "put /tracks/{id}", "delete /tracks/{id}",
            "get /tracks/{id}/audio", "put /tracks/{id}/audio",
            "get /tracks/{id}/genres", "post /tracks/{id}/genres/renormalize", "delete /tracks/{id}/auto-tags",
            "delete /tracks/{id}/genres", "get /tracks/{id}/recommended-tags", "get /tags", "get /tags/{name}",
            "post /tracks/{id}/genres/analyse", "get /backfill", "post /backfill", "delete /backfill", "get /library",
            "get /health", "get /audio/{fileId}",
        }));
    }

    [TestCase("/", "br")]
    [TestCase("/js/main.js", "gzip")]
    [TestCase("/css/page.css", "br")]
    [TestCase("/tracks", "br")]
    [TestCase("/tracks/7", "gzip")]
    public async Task Text_is_compressed_as_the_client_accepts(string path, string encoding)
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd(encoding);

        using var response = await host.Api.Http.SendAsync(request);

        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo(new[] { encoding }));
    }

    [Test]
    public async Task Audio_is_not_compressed()
    {
        await using var host = await RunningHost.StartAsync();
        var id = (await host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/tracks/{id}/audio");
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");

        using var response = await host.Api.Http.SendAsync(request);

        Assert.That(response.Content.Headers.ContentEncoding, Is.Empty);
        Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(TestAudio.Wav(1).Length));
    }

    [Test]
    public async Task Every_answer_has_a_policy_that_allows_no_inline_script()
    {
        await using var host = await RunningHost.StartAsync();
        foreach (var path in new[] { "/", "/tracks", "/nowhere" })
        {
            using var response = await host.Api.Http.GetAsync(path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.That(policy, Does.Contain("script-src 'self'").And.Not.Contain("unsafe"), path);
            Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"), path);
        }
    }

    [Test]
    public async Task An_answer_to_a_fault_has_the_policy_too()
    {
        await using var host = await RunningHost.StartAsync();
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(host.DataFolder, "plyr-genres.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "ALTER TABLE tracks RENAME TO gone";
            await command.ExecuteNonQueryAsync();
        }

        using var response = await host.Api.Http.GetAsync("/tracks");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(response.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("script-src 'self'"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
    }

    [Test]
    public async Task The_hosts_own_page_may_change_tracks_where_a_browser_only_says_the_origin()
    {
        await using var host = await RunningHost.StartAsync();
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/tracks") { Content = HostApi.Form(TestAudio.Wav(1)) };
        request.Headers.Add("Origin", host.App.Address.GetLeftPart(UriPartial.Authority));
        using var response = await host.Api.Http.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Sec-Fetch-Site", "anything else")]
    [TestCase("Origin", "http://elsewhere.example")]
    [TestCase("Origin", "null")]
    public async Task A_page_of_another_site_can_change_nothing(string header, string value)
    {
        await using var host = await RunningHost.StartAsync();
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/tracks") { Content = HostApi.Form(TestAudio.Wav(1)) };
        request.Headers.Add(header, value);
        using var response = await host.Api.Http.SendAsync(request);
        Assert.That((await HostApi.JsonOf(response, HttpStatusCode.Forbidden)).Text("code"), Is.EqualTo("cross_site"));
        Assert.That((await host.Api.GetAsync("/tracks")).GetProperty("tracks").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_stop_waits_as_long_as_a_run_may_last()
    {
        await using var host = await RunningHost.StartAsync(("REPLICATE_TIMEOUT_SECONDS", "3600"));
        Assert.That(
            host.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
            Is.EqualTo(TimeSpan.FromSeconds(3615)));
    }

    [Test]
    public async Task A_long_read_ends_when_its_caller_has_left()
    {
        await using var host = await RunningHost.StartAsync();
        var catalog = host.App.Services.GetRequiredService<ITrackCatalog>();
        var search = host.App.Services.GetRequiredService<ITrackSearch>();
        var left = new CancellationToken(canceled: true);
        await Assert.ThatAsync(
            () => search.ListAsync(new TrackQuery { Take = 10 }, left),
            Throws.InstanceOf<OperationCanceledException>());
        await Assert.ThatAsync(
            () => catalog.ListByTagAsync("house", 0, 10, left), Throws.InstanceOf<OperationCanceledException>());
        await Assert.ThatAsync(
            () => catalog.ListDueAsync(0, 10, left), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_second_host_on_the_same_data_is_refused()
    {
        await using var host = await RunningHost.StartAsync();
        await Assert.ThatAsync(
            () => HostApp.StartAsync(host.ReadSettings()),
            Throws.TypeOf<SettingsException>().With.Message.Contains("Another host serves"));
    }
}
