using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class TrackTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Tracks_are_listed_page_by_page()
    {
        for (var i = 1; i <= 5; i++)
            await _host.Api.UploadAsync(TestAudio.Wav(i), $"Track {i}");

        var first = await _host.Api.GetAsync("/tracks?take=2");
        var second = await _host.Api.GetAsync($"/tracks?take=2&after={first.GetProperty("next")}");
        var third = await _host.Api.GetAsync($"/tracks?take=2&after={second.GetProperty("next")}");
        Assert.Multiple(() =>
        {
            Assert.That(Titles(first), Is.EqualTo(new[] { "Track 1", "Track 2" }));
            Assert.That(Titles(second), Is.EqualTo(new[] { "Track 3", "Track 4" }));
            Assert.That(Titles(third), Is.EqualTo(new[] { "Track 5" }));
            Assert.That(third.GetProperty("next").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        });
    }

    [TestCase("/tracks?take=0")]
    [TestCase("/tracks?take=201")]
    [TestCase("/tracks?take=abc")]
    [TestCase("/tracks?take=")]
    [TestCase("/tags?take=abc")]
    [TestCase("/tags/paged?take=0")]
    [TestCase("/tags/paged?take=201")]
    [TestCase("/tags/paged?take=abc")]
    public async Task Page_size_that_is_not_a_number_in_range_is_refused(string path) =>
        Assert.That(
            (await _host.Api.GetAsync(path, HttpStatusCode.BadRequest)).Text("detail"),
            Is.EqualTo("take must be a whole number from 1 to 200."));

    [Test]
    public async Task An_edit_sets_the_title_and_exactly_the_given_tags()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["a", "b"]""")).Id();
        await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = " New ", tags = new[] { "b", "Ünïcode, & more", "B" } });

        var track = await _host.Api.TrackAsync(id);
        Assert.That(track.Text("title"), Is.EqualTo("New"));
        Assert.That(track.Tags(), Is.EqualTo(new[] { "b", "ünïcode, & more" }));
    }

    [Test]
    public async Task An_edit_with_unusable_values_is_refused_and_changes_nothing()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["a"]""")).Id();
        var tooMany = Enumerable.Range(0, 11).Select(i => $"tag {i}").ToArray();

        await _host.Api.PutAsync($"/tracks/{id}", new { title = "T", tags = tooMany }, HttpStatusCode.BadRequest);
        await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = "T", tags = new[] { new string('x', 51) } }, HttpStatusCode.BadRequest);
        await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = "", tags = Array.Empty<string>() }, HttpStatusCode.BadRequest);
        await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = "line\nbreak", tags = Array.Empty<string>() }, HttpStatusCode.BadRequest);
        await _host.Api.PutAsync($"/tracks/{id}", "no object", HttpStatusCode.BadRequest);

        var track = await _host.Api.TrackAsync(id);
        Assert.That(track.Text("title"), Is.EqualTo("A title"));
        Assert.That(track.Tags(), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task An_edit_without_tags_is_refused_and_says_what_to_send()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["a"]""")).Id();
        var problem = await _host.Api.PutAsync($"/tracks/{id}", new { title = "T" }, HttpStatusCode.BadRequest);
        Assert.That(problem.Text("detail"), Does.Contain("send all tags"));
        Assert.That((await _host.Api.TrackAsync(id)).Tags(), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    [Property("Rule", 22)]
    public async Task Auto_tags_that_a_person_saves_become_the_persons()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);
        await _host.Api.PutAsync($"/tracks/{id}", new { title = "T", tags = new[] { "house" } });
        var edited = await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = "T", tags = new[] { "house", "ambient" } });
        Assert.That(edited.GetProperty("genres").GetProperty("auto_tags").ToString(), Is.EqualTo("[]"));

        _host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));
        using (await _host.Api.ReplaceAudioAsync(id, TestAudio.Wav(2)))
            Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.EqualTo(new[] { "house", "ambient" }));
    }

    [Test]
    [Property("Rule", 22)]
    public async Task Track_whose_auto_tags_a_person_removed_gets_none_of_other_audio()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), autoTag: true)).Id();
        await _host.Api.SettledAsync(id);
        await _host.Api.PutAsync($"/tracks/{id}", new { title = "T", tags = Array.Empty<string>() });

        _host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));
        using (await _host.Api.ReplaceAudioAsync(id, TestAudio.Wav(2)))
            Assert.That((await _host.Api.SettledAsync(id)).Tags(), Is.Empty);
    }

    [Test]
    public async Task An_edit_that_says_what_it_saw_keeps_what_was_added_and_taken_off_since()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["kept", "dropped", "added since"]""")).Id();
        var edited = await _host.Api.PutAsync(
            $"/tracks/{id}",
            new
            {
                title = "T",
                tags = new[] { "new", "gone since", "kept" },
                former_tags = new[] { "kept", "dropped", "gone since" },
            });
        Assert.That(edited.Tags(), Is.EquivalentTo(new[] { "kept", "added since", "new" }));
    }

    [Test]
    public async Task An_edit_that_would_give_a_track_too_many_tags_is_refused_and_drops_none()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["added since"]""")).Id();
        var tags = Enumerable.Range(0, 10).Select(i => $"tag {i}").ToArray();

        var problem = await _host.Api.PutAsync(
            $"/tracks/{id}", new { title = "T", tags, former_tags = Array.Empty<string>() }, HttpStatusCode.Conflict);

        Assert.That(problem.Text("code"), Is.EqualTo("too_many_tags"));
        Assert.That((await _host.Api.TrackAsync(id)).Tags(), Is.EqualTo(new[] { "added since" }));
    }

    [Test]
    public async Task Of_forty_simultaneous_additions_ten_are_stored_and_the_others_refused()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var tag = $"tag {number}";
            using var response = await _host.Api.Http.PutAsJsonAsync(
                $"/tracks/{id}", new { title = "T", tags = new[] { tag }, former_tags = Array.Empty<string>() });
            return (Tag: tag, response.StatusCode);
        }));

        var stored = statuses.Where(answer => answer.StatusCode == HttpStatusCode.OK).Select(answer => answer.Tag);
        Assert.That((await _host.Api.TrackAsync(id)).Tags(), Has.Length.EqualTo(10).And.EquivalentTo(stored));
        Assert.That(statuses.Count(answer => answer.StatusCode == HttpStatusCode.Conflict), Is.EqualTo(30));
    }

    [Test]
    public async Task The_tracks_of_a_tag_are_listed_page_by_page()
    {
        for (var number = 0; number < 5; number++)
            await _host.Api.UploadAsync(TestAudio.Wav(number), tags: number == 2 ? "[]" : """["paged"]""");

        var first = await _host.Api.GetAsync("/tags/paged?take=3");
        var second = await _host.Api.GetAsync($"/tags/paged?take=3&after={first.GetProperty("next").GetInt64()}");

        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("tracks").GetArrayLength(), Is.EqualTo(3));
            Assert.That(second.GetProperty("tracks").GetArrayLength(), Is.EqualTo(1));
            Assert.That(second.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
        });
    }

    [Test]
    public async Task A_tag_of_fifty_emoji_is_fifty_characters()
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        var tag = string.Concat(Enumerable.Repeat("👩‍🎤", 50));
        Assert.That(
            (await _host.Api.PutAsync($"/tracks/{id}", new { title = "T", tags = new[] { tag } })).Tags(),
            Is.EqualTo(new[] { tag }));
    }

    [TestCase("GET", "/tracks/7")]
    [TestCase("GET", "/tracks/7/audio")]
    [TestCase("GET", "/tracks/7/recommended-tags")]
    [TestCase("DELETE", "/tracks/7")]
    [TestCase("DELETE", "/tracks/7/genres")]
    public async Task An_unknown_track_is_404_with_a_problem(string method, string path)
    {
        using var response = await _host.Api.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        var problem = await HostApi.JsonOf(response, HttpStatusCode.NotFound);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.Text("code"), Is.EqualTo("unknown_track"));
    }

    [Test]
    public async Task New_audio_for_an_unknown_track_is_404_and_leaves_nothing()
    {
        using var response = await _host.Api.ReplaceAudioAsync(7, TestAudio.Wav(1));
        await HostApi.JsonOf(response, HttpStatusCode.NotFound);
        Assert.That(_host.AudioFiles(), Is.Empty);
    }

    [Test]
    public async Task An_unknown_path_is_404_with_a_problem() =>
        Assert.That(
            (await _host.Api.GetAsync("/tracks/abc", HttpStatusCode.NotFound)).GetProperty("status").GetInt32(),
            Is.EqualTo(404));

    [Test]
    public async Task A_deleted_track_is_gone_and_its_audio_with_the_last_that_shares_it()
    {
        var first = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        var second = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        Assert.That(_host.AudioFiles(), Has.Length.EqualTo(1));

        Assert.That(
            (await _host.Api.Http.DeleteAsync($"/tracks/{first}")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            (await _host.Api.Http.GetAsync($"/tracks/{second}/audio")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            (await _host.Api.Http.DeleteAsync($"/tracks/{second}")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        Assert.That(_host.AudioFiles(), Is.Empty);
        await _host.Api.GetAsync($"/tracks/{first}", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Uploads_and_deletions_of_the_same_content_never_leave_a_track_without_audio()
    {
        var audio = TestAudio.Wav(1);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 5; i++)
            {
                var id = (await _host.Api.UploadAsync(audio)).Id();
                using var response = await _host.Api.Http.GetAsync($"/tracks/{id}/audio");
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
                await _host.Api.Http.DeleteAsync($"/tracks/{id}");
            }
        }));
        Assert.That(_host.AudioFiles(), Is.Empty);
    }

    [Test]
    public async Task Audio_is_served_whole_in_ranges_and_not_again_when_unchanged()
    {
        var audio = TestAudio.Wav(1);
        var track = await _host.Api.UploadAsync(audio);
        var path = $"/tracks/{track.Id()}/audio";

        using var whole = await _host.Api.Http.GetAsync(path);
        using var range = await GetAsync(path, request => request.Headers.Range = new RangeHeaderValue(100, 199));
        using var beyond = await GetAsync(
            path, request => request.Headers.Range = new RangeHeaderValue(audio.Length, null));
        using var unchanged = await GetAsync(path, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        var content = await whole.Content.ReadAsByteArrayAsync();
        var part = await range.Content.ReadAsByteArrayAsync();
        Assert.Multiple(() =>
        {
            Assert.That(content, Is.EqualTo(audio));
            Assert.That(whole.Content.Headers.ContentType?.MediaType, Is.EqualTo("audio/wav"));
            Assert.That(range.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
            Assert.That(part, Is.EqualTo(audio[100..200]));
            Assert.That(beyond.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));
            Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        });
    }

    [Test]
    public async Task A_replaced_recording_is_not_served_under_the_url_of_the_former_one()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        var former = $"/audio/{track.Text("file_id")}";
        Assert.That((await _host.Api.Http.GetAsync(former)).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        using var response = await _host.Api.ReplaceAudioAsync(track.Id(), TestAudio.Wav(2));
        var replaced = await HostApi.JsonOf(response, HttpStatusCode.OK);

        Assert.That((await _host.Api.Http.GetAsync(former)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            await _host.Api.Http.GetByteArrayAsync($"/audio/{replaced.Text("file_id")}"), Is.EqualTo(TestAudio.Wav(2)));
        Assert.That(_host.AudioFiles(), Has.Length.EqualTo(1));
    }

    [TestCase("/audio/..%2F..%2Fplyr-genres.db")]
    [TestCase("/audio/plyr-genres.db")]
    public async Task A_file_that_is_no_audio_is_not_served(string path) =>
        Assert.That((await _host.Api.Http.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

    private Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        change(request);
        return _host.Api.Http.SendAsync(request);
    }

    private static string?[] Titles(System.Text.Json.JsonElement page) =>
        [.. page.GetProperty("tracks").EnumerateArray().Select(track => track.Text("title"))];
}
