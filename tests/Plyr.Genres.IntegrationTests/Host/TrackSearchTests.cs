using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The list of tracks as a person searches, sorts and filters it, on both databases.</summary>
internal sealed class TrackSearchTests(bool isPostgres) : BothDatabases(isPostgres)
{
    [TestCase("ÉCLAIR", "Éclair de nuit")]
    [TestCase("eclair NUIT", "Éclair de nuit")]
    [TestCase("straße", "Straße")]
    [TestCase("ЗИМА", "Зима")]
    [TestCase("artist straße", "Straße")]
    [TestCase("ünï", "Зима")]
    [TestCase("zima straße")]
    [TestCase("100%")]
    [TestCase("a\0b")]
    public async Task Every_word_of_a_search_is_in_title_artist_or_tag(string words, params string[] titles)
    {
        await Api.UploadAsync(TestAudio.Wav(1), "Éclair de nuit");
        await Api.UploadAsync(TestAudio.Wav(2), "Straße");
        await Api.UploadAsync(TestAudio.Wav(3), "Зима", """["ünïcode"]""");

        var page = await Api.GetAsync($"/tracks?q={Uri.EscapeDataString(words)}");

        Assert.That(Titles(page), Is.EqualTo(titles));
        Assert.That(page.GetProperty("total").GetInt64(), Is.EqualTo(titles.Length));
    }

    [Test]
    public async Task Title_that_is_not_well_formed_is_stored_and_found()
    {
        await AddAsync("odd \uFFFE title");
        await AddAsync("second");

        var page = await Api.GetAsync("/tracks?q=odd%20%EF%BF%BE%20%ED%A0%80");
        Assert.That(Titles(page), Is.Empty);
        Assert.That(Titles(await Api.GetAsync("/tracks?q=odd%20%EF%BF%BE&sort=title")), Has.Length.EqualTo(1));
        Assert.That(await TotalAsync("tag=%EF%BF%BE"), Is.Zero);
    }

    [Test]
    public void Key_of_a_text_that_is_not_well_formed_is_made() =>
        Assert.That(SearchText.Key("A\uDC00\uFFFE"), Is.EqualTo("a\uFFFD\uFFFD"));

    [Test]
    public async Task Edited_title_and_artist_are_found_and_the_former_ones_are_not()
    {
        var id = (await Api.UploadAsync(TestAudio.Wav(1), "Former")).Id();
        await Api.GetAsync("/tracks?q=former");

        var edited = await Api.PutAsync(
            $"/tracks/{id}", new { title = "Later", artist = " Another ", tags = Array.Empty<string>() });
        var kept = await Api.PutAsync($"/tracks/{id}", new { title = "Later", tags = Array.Empty<string>() });

        Assert.Multiple(async () =>
        {
            Assert.That(edited.Text("artist"), Is.EqualTo("Another"));
            Assert.That(kept.Text("artist"), Is.EqualTo("Another"), "no artist given");
            Assert.That(Titles(await Api.GetAsync("/tracks?q=former")), Is.Empty);
            Assert.That(Titles(await Api.GetAsync("/tracks?q=an+artist")), Is.Empty);
            Assert.That(Titles(await Api.GetAsync("/tracks?q=later+another")), Is.EqualTo(new[] { "Later" }));
        });
    }

    [TestCase("oldest", "b", "Ärger", "a", "Z")]
    [TestCase("newest", "Z", "a", "Ärger", "b")]
    [TestCase("title", "a", "Ärger", "b", "Z")]
    [TestCase("artist", "a", "Ärger", "b", "Z")]
    public async Task Tracks_are_sorted_whatever_the_case_and_the_accents(string sort, params string[] titles)
    {
        await AddAsync("b", "Ärger", "a", "Z");

        Assert.That(Titles(await Api.GetAsync($"/tracks?sort={sort}")), Is.EqualTo(titles));
    }

    [TestCase("title")]
    [TestCase("artist")]
    public async Task Pages_repeat_and_skip_no_track_while_others_are_added_and_deleted(string sort)
    {
        await AddAsync("b", "d", "d", "f");
        var first = await Api.GetAsync($"/tracks?sort={sort}&take=2");
        await AddAsync("a", "e");
        await Api.Http.DeleteAsync($"/tracks/{first.GetProperty("tracks")[1].Id()}");

        var second = await Api.GetAsync($"/tracks?sort={sort}&take=2&after={first.Text("next")}");
        var third = await Api.GetAsync($"/tracks?sort={sort}&take=2&after={second.Text("next")}");

        Assert.Multiple(() =>
        {
            Assert.That(Titles(first), Is.EqualTo(new[] { "b", "d" }));
            Assert.That(Titles(second), Is.EqualTo(new[] { "d", "e" }));
            Assert.That(Titles(third), Is.EqualTo(new[] { "f" }));
            Assert.That(third.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(third.GetProperty("total").GetInt64(), Is.EqualTo(5));
        });
    }

    [Test]
    public async Task Figures_of_the_library_are_the_totals_of_the_filtered_lists()
    {
        var tagged = (await Api.UploadAsync(TestAudio.Wav(1), "tagged", autoTag: true)).Id();
        var fresh = (await Api.UploadAsync(TestAudio.Wav(2), "fresh", """["mine"]""")).Id();
        await Api.SettledAsync(tagged);
        await Api.SettledAsync(fresh);
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "Too short.");
        await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(3), "failed")).Id());
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Wait.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
        using (await Api.ReplaceAudioAsync(fresh, TestAudio.Wav(4)))
            await Api.UploadAsync(TestAudio.Wav(5), "pending");

        var library = await Api.GetAsync("/library");
        var states = library.GetProperty("states");
        var genre = library.GetProperty("genres")[0];
        Assert.Multiple(async () =>
        {
            Assert.That(library.GetProperty("tracks").GetInt64(), Is.EqualTo(4).And.EqualTo(await TotalAsync("")));
            Assert.That(
                states.GetProperty("fresh").GetInt64(), Is.EqualTo(1).And.EqualTo(await TotalAsync("state=fresh")));
            Assert.That(
                states.GetProperty("stale").GetInt64(), Is.EqualTo(1).And.EqualTo(await TotalAsync("state=stale")));
            Assert.That(
                states.GetProperty("failed").GetInt64(), Is.EqualTo(1).And.EqualTo(await TotalAsync("state=failed")));
            Assert.That(
                states.GetProperty("missing").GetInt64(), Is.EqualTo(1).And.EqualTo(await TotalAsync("state=missing")));
            Assert.That(
                library.GetProperty("pending").GetInt64(),
                Is.EqualTo(2).And.EqualTo(await TotalAsync("state=pending")));
            Assert.That(
                library.GetProperty("auto_tagged").GetInt64(),
                Is.EqualTo(1).And.EqualTo(await TotalAsync("auto_tagged=true")));
            Assert.That(
                genre.GetProperty("tracks").GetInt64(),
                Is.EqualTo(1).And.EqualTo(await TotalAsync($"genre={genre.Text("name")}")));
            Assert.That(await TotalAsync("state=fresh&genre=techno"), Is.Zero);
            Assert.That(await TotalAsync("tag=%20MINE"), Is.EqualTo(1));
            Assert.That(await TotalAsync("tag=min"), Is.Zero);
            Assert.That(await TotalAsync("q=pending&state=missing"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Tracks_are_listed_by_their_ids()
    {
        await AddAsync("a", "b", "c");

        var page = await Api.GetAsync("/tracks?ids=3,1,99,1");

        Assert.That(Titles(page), Is.EqualTo(new[] { "a", "c" }));
        Assert.That(page.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Unchanged_list_is_not_sent_again()
    {
        await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(1), "a")).Id());
        using var first = await Api.Http.GetAsync("/tracks");
        using var unchanged = await GetAsync("/tracks", first.Headers.ETag!);
        await AddAsync("b");
        using var changed = await GetAsync("/tracks", first.Headers.ETag!);

        Assert.Multiple(() =>
        {
            Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(unchanged.Headers.ETag, Is.EqualTo(first.Headers.ETag));
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [TestCase("sort=loudest", "sort must be")]
    [TestCase("sort=1", "sort must be")]
    [TestCase("state=odd", "state must be")]
    [TestCase("after=x", "after must be")]
    [TestCase("sort=title&after=3", "after must be")]
    [TestCase("sort=title&after=3.!", "after must be")]
    [TestCase("after=3.YQ", "after must be")]
    [TestCase("ids=1,x", "ids must be")]
    [TestCase("tag=a%00", "control character")]
    public async Task Request_that_can_not_be_met_is_refused_with_what_to_send(string query, string detail) =>
        Assert.That(
            (await Api.GetAsync($"/tracks?{query}", HttpStatusCode.BadRequest)).Text("detail"), Does.Contain(detail));

    [Test]
    public async Task Tags_that_begin_with_a_text_come_first_and_then_the_most_used()
    {
        await Api.UploadAsync(TestAudio.Wav(1), "a", """["dream pop", "pop", "épop"]""");
        await Api.UploadAsync(TestAudio.Wav(2), "b", """["dream pop", "popcorn"]""");
        await Api.UploadAsync(TestAudio.Wav(3), "c", """["popcorn", "house"]""");

        var tags = (await Api.GetAsync("/tags?prefix=POP&take=3")).GetProperty("tags");

        Assert.That(tags.ToString(), Is.EqualTo("""[{"name":"popcorn","tracks":2},{"name":"pop","tracks":1},{"name":"dream pop","tracks":2}]"""));
    }

    [Test]
    public async Task Tracks_have_the_duration_and_the_size_of_their_recording()
    {
        var audio = TestAudio.Wav(1, 3);

        var track = await Api.UploadAsync(audio);
        using var response = await Api.ReplaceAudioAsync(track.Id(), TestAudio.Wav(1, 5));
        var replaced = await HostApi.JsonOf(response, HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That(track.GetProperty("duration_seconds").GetDouble(), Is.EqualTo(3).Within(0.01));
            Assert.That(track.GetProperty("audio_size").GetInt64(), Is.EqualTo(audio.Length));
            Assert.That(replaced.GetProperty("duration_seconds").GetDouble(), Is.EqualTo(5).Within(0.01));
        });
    }

    private async Task AddAsync(params string[] titles)
    {
        foreach (var title in titles)
            await Api.UploadAsync(TestAudio.Wav(1), title);
    }

    private async Task<long> TotalAsync(string filter)
    {
        var page = await Api.GetAsync($"/tracks?{filter}");
        Assert.That(
            page.GetProperty("tracks").GetArrayLength(), Is.EqualTo(page.GetProperty("total").GetInt64()), filter);
        return page.GetProperty("total").GetInt64();
    }

    private Task<HttpResponseMessage> GetAsync(string path, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        return Api.Http.SendAsync(request);
    }

    private static string?[] Titles(JsonElement page) =>
        [.. page.GetProperty("tracks").EnumerateArray().Select(track => track.Text("title"))];
}
