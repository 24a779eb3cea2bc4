using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Strangers;

/// <summary>
/// Titles, artists, tags and file names from people who mean harm: kept as they are, or refused with a reason.
/// </summary>
[TestFixture]
internal sealed class HostileTextTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("<script>alert(1)</script>")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("\"'`; DROP TABLE tracks; --")]
    [TestCase("{{7*7}} ${7*7} %s %n")]
    [TestCase("abc\u202Edef\u200F")]
    [TestCase("..\\..\\..\\windows\\win.ini")]
    public async Task Text_that_commands_something_elsewhere_is_text_here(string text)
    {
        var tags = JsonSerializer.Serialize(new[] { text });
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1), text, tags);
        Assert.That(track.Text("title"), Is.EqualTo(text));
        Assert.That(track.Tags(), Is.EqualTo(new[] { text.ToLowerInvariant() }));

        var edited = await _host.Api.PutAsync(
            $"/tracks/{track.Id()}", new { title = text + "!", tags = new[] { text, "other" } });
        Assert.That(edited.Text("title"), Is.EqualTo(text + "!"));
        Assert.That(
            (await _host.Api.GetAsync($"/tags/{Uri.EscapeDataString(text)}")).GetProperty("tracks").GetArrayLength(),
            Is.EqualTo(1));
    }

    [TestCase("a\0b", "control character")]
    [TestCase("a\u001B[31mb", "control character")]
    [TestCase("a\r\nSet-Cookie: b", "control character")]
    public async Task Control_characters_are_refused(string text, string detail)
    {
        using var response = await _host.Api.PostAsync(
            HostApi.Form(TestAudio.Wav(1), "T", JsonSerializer.Serialize(new[] { text })));
        await AssertRefusedAsync(response, 400, detail);
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        Assert.That(
            (
                await _host.Api.PutAsync(
                    $"/tracks/{id}",
                    new { title = text, tags = Array.Empty<string>() },
                    HttpStatusCode.BadRequest)).Text("detail"),
            Does.Contain(detail));
    }

    [Test]
    public async Task A_megabyte_of_text_is_refused_wherever_it_stands()
    {
        var text = new string('x', 1_000_000);
        using (var title = await _host.Api.PostAsync(HostApi.Form(TestAudio.Wav(1), text)))
            await AssertRefusedAsync(title, 400, "longer than");
        using (var tags = await _host.Api.PostAsync(
            HostApi.Form(TestAudio.Wav(1), "T", JsonSerializer.Serialize(new[] { text }))))
            await AssertRefusedAsync(tags, 400, "longer than");

        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        using var edit = await _host.Api.Http.PutAsync(
            $"/tracks/{id}",
            new StringContent(JsonSerializer.Serialize(new { title = text }), Encoding.UTF8, "application/json"));
        Assert.That((int)edit.StatusCode, Is.EqualTo(413).Or.EqualTo(400));
        Assert.That(edit.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That((await _host.Api.TrackAsync(id)).Text("title"), Is.EqualTo("A title"));
    }

    [Test]
    public async Task Two_hundred_characters_that_are_a_megabyte_are_refused()
    {
        // A letter with a thousand accents is one character to a person.
        var title = string.Concat(Enumerable.Repeat("a" + new string('\u0301', 70), 100));
        using var response = await _host.Api.PostAsync(HostApi.Form(TestAudio.Wav(1), title));
        await AssertRefusedAsync(response, 400, "longer than 200 characters");
    }

    [Test]
    public async Task Text_that_is_no_unicode_is_refused()
    {
        var form = HostApi.Form(TestAudio.Wav(1));
        form.Add(new ByteArrayContent([0x61, 0xFF, 0xFE]), "tags");
        using (var response = await _host.Api.PostAsync(form))
            await AssertRefusedAsync(response, 400, "UTF-8");
        using (var response = await _host.Api.PostAsync(HostApi.Form(TestAudio.Wav(1), "T", """["\ud800"]""")))
            await AssertRefusedAsync(response, 400, "tags");

        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        using var edit = await _host.Api.Http.PutAsync(
            $"/tracks/{id}", new StringContent("""{"title":"\ud800","tags":[]}""", Encoding.UTF8, "application/json"));
        Assert.That(
            await HostApi.JsonOf(edit, HttpStatusCode.BadRequest),
            Has.Property("ValueKind").EqualTo(JsonValueKind.Object));
    }

    [TestCase("../../../../outside.wav")]
    [TestCase("/etc/cron.d/outside")]
    [TestCase("outside\0.wav")]
    [TestCase("<b>\"outside\"</b>.wav")]
    public async Task A_file_name_is_never_used(string name)
    {
        var file = new ByteArrayContent(TestAudio.Wav(1));
        var escaped = name
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\0", "%00", StringComparison.Ordinal);
        file.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"file\"; filename=\"{escaped}\"");
        file.Headers.ContentType = new MediaTypeHeaderValue("application/x-php");
        using var response = await _host.Api.PostAsync(
            new MultipartFormDataContent { { new StringContent("T"), "title" }, file });
        var track = await HostApi.JsonOf(response, HttpStatusCode.Created);
        Assert.That(_host.AudioFiles().Select(Path.GetFileName), Is.EqualTo(new[] { track.Text("file_id") }));
        using var audio = await _host.Api.Http.GetAsync($"/tracks/{track.Id()}/audio");
        Assert.That(
            audio.Content.Headers.ContentType?.MediaType,
            Is.EqualTo("audio/wav"),
            "the type is that of the content, not the sender's");
    }

    private async Task AssertRefusedAsync(HttpResponseMessage response, int status, string detail)
    {
        var problem = await HostApi.JsonOf(response, (HttpStatusCode)status);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.Text("detail"), Does.Contain(detail));
        Assert.That(_host.AudioFiles(), Is.Empty);
    }
}
