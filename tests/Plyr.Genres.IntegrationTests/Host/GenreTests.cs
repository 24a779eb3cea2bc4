using System.Net;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class GenreTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    [Property("Rule", 16)]
    public async Task Recommended_tags_have_exactly_the_wire_shape()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["Electronic"]""")).Id();
        await _host.Api.SettledAsync(id);
        var body = await _host.Api.Http.GetStringAsync($"/tracks/{id}/recommended-tags?limit=1");
        Assert.That(
            body, Is.EqualTo($$"""{"track_id":{{id}},"tags":[{"name":"ambient","score":0.5}],"available":true}"""));
    }

    [TestCase("0")]
    [TestCase("21")]
    [TestCase("-1")]
    [TestCase("many")]
    [TestCase("")]
    [TestCase("5.5")]
    [TestCase("99999999999999999999")]
    [Property("Rule", 15)]
    public async Task A_limit_outside_1_to_20_is_a_problem(string limit)
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        using var response = await _host.Api.Http.GetAsync($"/tracks/{id}/recommended-tags?limit={limit}");
        var problem = await HostApi.JsonOf(response, HttpStatusCode.BadRequest);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.Text("detail"), Is.EqualTo("limit must be a whole number from 1 to 20."));
    }

    [Test]
    [Property("Rule", 34)]
    public async Task Forgetting_removes_predictions_and_auto_tags_and_leaves_what_people_typed()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["mine"]""", autoTag: true)).Id();
        Assert.That((await _host.Api.SettledAsync(id)).Tags(), Has.Length.EqualTo(4));

        using var response = await _host.Api.Http.DeleteAsync($"/tracks/{id}/genres");
        var track = await _host.Api.TrackAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(track.Tags(), Is.EqualTo(new[] { "mine" }));
            Assert.That(track.State(), Is.EqualTo("missing"));
        });
    }

    [Test, Property("Rule", 39)]
    public async Task Predictions_are_shown_with_the_labels_that_gave_them()
    {
        _host.Classifier.Script = (_, _) => Task.FromResult(AllLabels());
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);

        var genres = await _host.Api.GetAsync($"/tracks/{id}/genres");

        var best = genres.GetProperty("predictions")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(genres.Text("state"), Is.EqualTo("fresh"));
            Assert.That(genres.GetProperty("has_scores").GetBoolean(), Is.True);
            Assert.That(genres.GetProperty("auto_tags").ToString(), Is.EqualTo("""["electronic","ambient"]"""));
            Assert.That(best.Text("name"), Is.EqualTo("electronic"));
            Assert.That(best.Text("kind"), Is.EqualTo("genre"));
            Assert.That(
                best.GetProperty("labels")[0].ToString(),
                Is.EqualTo("""{"label":"Electronic---Ambient","score":0.9}"""));
        }
    }

    [Test, Property("Rule", 39)]
    public async Task Undo_removes_auto_tags_and_keeps_predictions()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["mine"]""", autoTag: true)).Id();
        await _host.Api.SettledAsync(id);

        using var response = await _host.Api.Http.DeleteAsync($"/tracks/{id}/auto-tags");

        var track = await _host.Api.TrackAsync(id);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(track.Tags(), Is.EqualTo(new[] { "mine" }));
        Assert.That(track.State(), Is.EqualTo("fresh"));
        Assert.That(track.GetProperty("auto_tag_pending").GetBoolean(), Is.False);
    }

    [Test, Property("Rule", 39)]
    public async Task Predictions_are_renormalized_after_a_change_of_the_settings()
    {
        _host.Classifier.Script = (_, _) => Task.FromResult(AllLabels());
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);
        await _host.StopAsync();
        File.WriteAllText(Path.Combine(_host.DataFolder, "vocabulary.txt"), "ambient = chill");
        _host.Settings["VOCABULARY_FILE"] = Path.Combine(_host.DataFolder, "vocabulary.txt");
        await _host.StartAgainAsync();

        using var response = await _host.Api.Http.PostAsync(
            $"/tracks/{id}/genres/renormalize?reapply_auto_tags=true", null);

        var result = await HostApi.JsonOf(response, HttpStatusCode.OK);
        Assert.That(result.Text("status"), Is.EqualTo("renormalized"));
        Assert.That((await _host.Api.TrackAsync(id)).Tags(), Is.EqualTo(new[] { "chill" }));
        Assert.That(_host.Classifier.Runs, Is.EqualTo(1));
    }

    [TestCase("GET", "genres")]
    [TestCase("POST", "genres/renormalize")]
    [TestCase("DELETE", "auto-tags")]
    public async Task Unknown_track_is_a_problem(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/tracks/99/{path}");
        using var response = await _host.Api.Http.SendAsync(request);

        Assert.That(
            (await HostApi.JsonOf(response, HttpStatusCode.NotFound)).Text("code"), Is.EqualTo("unknown_track"));
    }

    [TestCase("funk / soul")]
    [TestCase("folk, world, & country")]
    [TestCase("forró")]
    [TestCase("a/b")]
    [TestCase("100%2f")]
    [TestCase("c++ & c#?")]
    [TestCase("日本")]
    [Property("Rule", "H7")]
    public async Task Tracks_are_found_by_a_tag_of_any_name(string name)
    {
        var tagged = (
            await _host.Api.UploadAsync(
                TestAudio.Wav(1), tags: System.Text.Json.JsonSerializer.Serialize(new[] { name, "other" }))).Id();
        await _host.Api.UploadAsync(TestAudio.Wav(2), tags: """["other"]""");

        var tag = await _host.Api.GetAsync($"/tags/{Uri.EscapeDataString(name)}");
        Assert.That(tag.Text("name"), Is.EqualTo(name));
        Assert.That(
            tag.GetProperty("tracks").EnumerateArray().Select(track => track.Id()), Is.EqualTo(new[] { tagged }));
        Assert.That(tag.GetProperty("tracks")[0].Tags(), Is.EqualTo(new[] { name, "other" }));
    }

    [Test]
    public async Task A_tag_that_nothing_carries_has_no_tracks()
    {
        Assert.That((await _host.Api.GetAsync("/tags/nothing")).GetProperty("tracks").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task The_library_counts_each_track_in_one_state()
    {
        var rejected = new GenreClassificationException(
            GenreClassificationFailure.AudioRejected, "The audio is silent.");
        _host.Classifier.Script = (run, _) => run switch
        {
            1 => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient")),
            2 => Task.FromResult(ScriptedClassifier.Answer("Electronic---House")),
            3 => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop")),
            _ => Task.FromException<GenreClassification>(rejected),
        };
        for (var i = 1; i <= 4; i++)
            await _host.Api.SettledAsync((await _host.Api.UploadAsync(TestAudio.Wav(i), autoTag: i < 3)).Id());
        using (await _host.Api.ReplaceAudioAsync(3, TestAudio.Wav(9)))
            Assert.That((await _host.Api.SettledAsync(3)).State(), Is.EqualTo("failed"));

        var library = await _host.Api.GetAsync("/library");
        Assert.That(library.ToString(), Does.StartWith(
            """{"tracks":4,"states":{"fresh":2,"stale":0,"failed":2,"missing":0},"pending":0,"auto_tagged":2,"genres":[{"name":"electronic","tracks":2}],"""));
        Assert.That(
            (await _host.Api.TrackAsync(4)).GetProperty("genres").Text("failure"), Is.EqualTo("audio_rejected"));
    }

    /// <summary>An answer with all of the model's labels, so that its scores are kept.</summary>
    private static GenreClassification AllLabels() => new()
    {
        Labels =
        [
            .. GenreLabels.All.Select(label => new GenreLabelScore(label, label == "Electronic---Ambient" ? 0.9 : 0.01))
        ],
        Model = PlyrGenresDefaults.ModelVersion,
    };
}
