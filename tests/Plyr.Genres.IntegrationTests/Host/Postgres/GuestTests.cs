using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>On tables that the host did not create it suggests tags, and changes and deletes no track.</summary>
[TestFixture]
internal sealed class GuestTests
{
    private GuestTables _tables = null!;
    private RunningHost _host = null!;
    private long _id;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tables = await GuestTables.CreateAsync();
        _host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, _tables.Url));
    }

    [SetUp]
    public async Task AddTrackAsync()
    {
        await _tables.Database.ExecuteAsync("DELETE FROM tracks");
        _id = await _tables.AddTrackAsync();
        _host.Classifier.CountAnew();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_tables is not null)
            await _tables.DisposeAsync();
    }

    [Test]
    public async Task Refuses_uploads()
    {
        using var form = HostApi.Form(TestAudio.Wav(1));

        using var response = await _host.Api.PostAsync(form);

        await AssertRefusedAsync(response);
        Assert.That(await _tables.Database.ScalarAsync<long>("SELECT count(*) FROM tracks"), Is.EqualTo(1));
    }

    [Test]
    public async Task Refuses_edits()
    {
        using var response =
            await _host.Api.Http.PutAsJsonAsync($"/tracks/{_id}", new { title = "Other", tags = new[] { "house" } });

        await AssertRefusedAsync(response);
    }

    [Test]
    public async Task Refuses_replacement_of_audio()
    {
        using var response = await _host.Api.ReplaceAudioAsync(_id, TestAudio.Wav(1));

        await AssertRefusedAsync(response);
    }

    [Test]
    public async Task Refuses_a_backfill_of_the_page()
    {
        using var response = await _host.Api.Http.PostAsync("/backfill", null);

        await AssertRefusedAsync(response);
    }

    [Test]
    public async Task Refuses_deletion()
    {
        using var response = await _host.Api.Http.DeleteAsync($"/tracks/{_id}");

        await AssertRefusedAsync(response);
    }

    [Test]
    public async Task Reads_no_file_whose_path_a_row_holds()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("theirs"), "theirs");
        await _tables.Database.ExecuteAsync("UPDATE tracks SET file_id = $1", folder.File("theirs"));

        using var audio = await _host.Api.Http.GetAsync($"/tracks/{_id}/audio");
        using var deleted = await _host.Api.Http.DeleteAsync($"/tracks/{_id}");

        Assert.Multiple(() =>
        {
            Assert.That(audio.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(File.Exists(folder.File("theirs")), Is.True);
        });
    }

    [Test]
    public async Task Sends_no_file_of_its_own_that_a_row_names()
    {
        var fileId = new string('a', 64);
        await _tables.Database.ExecuteAsync(
            "UPDATE tracks SET file_id = $1, r2_url = $2", fileId, $"host-audio:{fileId}?size=5");

        var tags = await _host.Api.GetAsync($"/tracks/{_id}/recommended-tags");

        Assert.That(tags.GetProperty("tags").GetArrayLength(), Is.Zero);
        Assert.That(_host.Classifier.Runs, Is.Zero);
    }

    [Test]
    public async Task Suggests_tags_and_stores_the_predictions()
    {
        var tags = await _host.Api.GetAsync($"/tracks/{_id}/recommended-tags");

        Assert.That(tags.GetProperty("tags").GetArrayLength(), Is.EqualTo(3));
        Assert.That(await _tables.RowAsync(_id), Does.Contain("genre_predictions"));
    }

    [Test]
    public async Task Shows_tracks_and_figures_and_reports_in_health_that_it_is_a_guest()
    {
        var tracks = await _host.Api.GetAsync("/tracks");
        var library = await _host.Api.GetAsync("/library");
        var health = await _host.Api.GetAsync("/health");

        Assert.Multiple(() =>
        {
            Assert.That(tracks.GetProperty("tracks").GetArrayLength(), Is.EqualTo(1));
            Assert.That(library.GetProperty("tracks").GetInt64(), Is.EqualTo(1));
            Assert.That(health.GetProperty("reasons").ToString(), Does.Contain("belong to another program"));
        });
    }

    [Test]
    public async Task Analyses_a_track_that_a_person_asks_for()
    {
        using (var queued = await _host.Api.Http.PostAsync($"/tracks/{_id}/genres/analyse", null))
            Assert.That(queued.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));

        Assert.That((await _host.Api.SettledAsync(_id)).State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task Analyses_no_track_whose_audio_must_not_be_sent()
    {
        await _tables.Database.ExecuteAsync("UPDATE tracks SET r2_url = NULL");

        using var response = await _host.Api.Http.PostAsync($"/tracks/{_id}/genres/analyse", null);

        Assert.That((await HostApi.JsonOf(response, HttpStatusCode.Conflict)).Text("code"), Is.EqualTo("no_audio"));
    }

    [Test]
    public async Task Finds_what_the_other_program_added_and_changed_since()
    {
        await _host.Api.GetAsync("/tracks");
        await _tables.Database.ExecuteAsync(
            "UPDATE tracks SET title = 'Änderung'; UPDATE artists SET handle = 'Umbenannt'");
        var added = await _tables.AddTrackAsync(fileId: "file-2");

        var changed = await _host.Api.GetAsync("/tracks?q=anderung+umbenannt");
        var others = await _host.Api.GetAsync("/tracks?q=title");

        Assert.That(changed.GetProperty("tracks")[0].Id(), Is.EqualTo(_id));
        Assert.That(others.GetProperty("tracks")[0].Id(), Is.EqualTo(added));
    }

    [Test]
    public async Task Backfills_and_adds_the_tags_that_were_asked_for()
    {
        var tagged = await _tables.AddTrackAsync("""{"auto_tag": true}""", "file-2");

        var report = await Service<GenreBackfill>().RunAsync(new BackfillOptions());

        Assert.That(report.Classified, Is.EqualTo(2));
        Assert.That(await _tables.TagsAsync(tagged), Is.EqualTo(new[] { "ambient", "electronic", "house" }));
    }

    [Test]
    public async Task Audits_and_forgets()
    {
        await _host.Api.GetAsync($"/tracks/{_id}/recommended-tags");
        var report = await Service<GenreAudit>().RunAsync();

        using var forgotten = await _host.Api.Http.DeleteAsync($"/tracks/{_id}/genres");

        Assert.Multiple(async () =>
        {
            Assert.That(report.Fresh, Is.EqualTo(1));
            Assert.That(forgotten.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(await _tables.RowAsync(_id), Does.Not.Contain("genre_predictions"));
        });
    }

    [Test]
    [Property("Rule", 13)]
    public async Task Predictions_and_failures_of_the_original_upload_count_for_the_file_made_from_it()
    {
        var fresh = await _tables.AddTrackAsync("""{"genre_predictions": [{"name": "dub", "confidence": 0.5}], "genre_predictions_file_id": "upload"}""", "made", "upload");
        var failed = await _tables.AddTrackAsync(
            """{"genre_classification_failure": {"file_id": "upload", "reason": "audio_rejected", "at": "2026-01-01T00:00:00Z"}}""", "made-2", "upload");
        await _tables.AddTrackAsync(extra: "{}", fileId: "new", originalFileId: "");

        var tags = await _host.Api.GetAsync($"/tracks/{fresh}/recommended-tags");
        var due = await Service<ITrackExtraStore>().ListAsync(TrackFilter.NeedsClassification, null, 10);
        var audit = await Service<GenreAudit>().RunAsync();

        Assert.Multiple(() =>
        {
            Assert.That(tags.GetProperty("tags")[0].Text("name"), Is.EqualTo("dub"));
            Assert.That(due.Select(track => track.Id), Has.No.Member((TrackId)fresh).And.No.Member((TrackId)failed));
            Assert.That(due, Has.Count.EqualTo(2));
            Assert.That(audit.Fresh, Is.EqualTo(1));
            Assert.That(audit.Failed, Is.EqualTo(1));
            Assert.That(_host.Classifier.Runs, Is.Zero);
        });
    }

    private T Service<T>()
        where T : notnull => _host.App.Services.GetRequiredService<T>();

    private async Task AssertRefusedAsync(HttpResponseMessage response)
    {
        var problem = await HostApi.JsonOf(response, HttpStatusCode.Conflict);
        Assert.Multiple(async () =>
        {
            Assert.That(problem.Text("code"), Is.EqualTo("guest_tables"));
            Assert.That(
                await _tables.RowAsync(_id),
                Does.Contain("A title").And.Contain("file-1").And.Contain("https://cdn.example/a.mp3"));
            Assert.That(await _tables.Database.ScalarAsync<long>("SELECT count(*) FROM track_likes"), Is.EqualTo(1));
            Assert.That(_host.AudioFiles(), Is.Empty);
        });
    }
}
