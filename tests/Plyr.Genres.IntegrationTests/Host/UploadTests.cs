using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class UploadTests
{
    private const int Limit = 200_000;
    private const string TooLarge = "The file is larger than 200 kB. Upload a smaller file.";
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() =>
        _host = await RunningHost.StartWithFfprobeAsync((SettingNames.MaxUploadBytes, $"{Limit}"));

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task An_upload_is_stored_under_the_hash_of_its_content()
    {
        var audio = TestAudio.Wav(1);
        var track = await _host.Api.UploadAsync(audio, "Café / nuit", """["electronic", " funk / soul "]""");

        var hash = Convert.ToHexStringLower(SHA256.HashData(audio));
        Assert.Multiple(() =>
        {
            Assert.That(track.Text("file_id"), Is.EqualTo(hash));
            Assert.That(track.Text("title"), Is.EqualTo("Café / nuit"));
            Assert.That(track.Text("artist"), Is.EqualTo("An artist"));
            Assert.That(track.Tags(), Is.EqualTo(new[] { "electronic", "funk / soul" }));
            Assert.That(track.Text("audio_url"), Is.EqualTo($"/tracks/{track.Id()}/audio"));
            Assert.That(track.Text("created_at"), Does.EndWith("Z"));
            Assert.That(_host.AudioFiles().Select(Path.GetFileName), Is.EqualTo(new[] { hash }));
            Assert.That(File.ReadAllBytes(_host.AudioFiles()[0]), Is.EqualTo(audio));
        });
    }

    [TestCase("")]
    [TestCase("no boundary here")]
    public async Task A_multipart_body_without_its_boundary_is_a_problem(string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=abc");
        using var response = await _host.Api.PostAsync(content);
        Assert.That(
            (await HostApi.JsonOf(response, HttpStatusCode.BadRequest)).Text("detail"), Does.Contain("send all of it"));
    }

    [Test]
    public async Task An_upload_with_auto_tag_ends_with_the_manual_tag_and_the_auto_tags()
    {
        var uploaded = await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["electronic"]""", autoTag: true);
        var track = await _host.Api.SettledAsync(uploaded.Id());

        Assert.Multiple(() =>
        {
            Assert.That(track.Tags(), Is.EqualTo(new[] { "electronic", "ambient", "house" }));
            Assert.That(track.State(), Is.EqualTo("fresh"));
            Assert.That(track.GetProperty("auto_tag_pending").GetBoolean(), Is.False);
            Assert.That(
                track.GetProperty("genres").GetProperty("auto_tags").ToString(), Is.EqualTo("""["ambient","house"]"""));
            Assert.That(_host.Classifier.Runs, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task An_upload_without_auto_tag_gets_predictions_and_no_tags()
    {
        var uploaded = await _host.Api.UploadAsync(TestAudio.Wav(1), tags: """["mine"]""");
        var track = await _host.Api.SettledAsync(uploaded.Id());

        Assert.That(track.Tags(), Is.EqualTo(new[] { "mine" }));
        Assert.That(
            track.GetProperty("genres").GetProperty("predictions")[0].ToString(),
            Is.EqualTo("""{"name":"electronic","confidence":0.5}"""));
    }

    [Test]
    public async Task The_classifier_gets_the_file()
    {
        var audio = TestAudio.Wav(3);
        await _host.Api.SettledAsync((await _host.Api.UploadAsync(audio)).Id());

        var source = _host.Classifier.Audio.Single();

        Assert.That(source.MediaType, Is.EqualTo("audio/wav"));
        Assert.That(await File.ReadAllBytesAsync(source.FilePath!), Is.EqualTo(audio));
    }

    [Test]
    [Property("Fault", 18)]
    public async Task File_without_a_name_is_accepted()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestAudio.Wav(1)), "file" } };

        using var response = await _host.Api.PostAsync(form);

        Assert.That((await HostApi.JsonOf(response, HttpStatusCode.Created)).Text("title"), Is.EqualTo("untitled"));
    }

    [Test]
    public async Task Title_that_is_missing_is_the_files_name()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(TestAudio.Wav(1)), "file", "low_tide at noon.wav" },
        };

        using var response = await _host.Api.PostAsync(form);
        var track = await HostApi.JsonOf(response, HttpStatusCode.Created);

        Assert.Multiple(() =>
        {
            Assert.That(track.Text("title"), Is.EqualTo("low tide at noon"));
            Assert.That(track.Text("artist"), Is.EqualTo("unknown artist"));
        });
    }

    [TestCase("Rock", "rock")]
    [TestCase("ROCK  'n' Roll", "rock 'n' roll")]
    [TestCase("forro\u0301", "forró")]
    [Property("Fault", 22)]
    public async Task Tag_is_stored_once_however_it_is_typed(string typed, string stored)
    {
        var tags = System.Text.Json.JsonSerializer.Serialize(new[] { typed, stored });

        var track = await _host.Api.UploadAsync(TestAudio.Wav(1), tags: tags);
        var tagged = await _host.Api.GetAsync($"/tags/{Uri.EscapeDataString(typed)}");

        Assert.Multiple(() =>
        {
            Assert.That(track.Tags(), Is.EqualTo(new[] { stored }));
            Assert.That(tagged.GetProperty("tracks").GetArrayLength(), Is.EqualTo(1));
        });
    }

    [TestCase(0, 400, "audio_empty", "empty")]
    [TestCase(Limit + 1, 413, "audio_too_large", TooLarge)]
    public async Task An_upload_of_a_refused_size_is_explained_and_leaves_nothing(
        int size, int status, string code, string detail)
    {
        var audio = TestAudio.Wav(1, 20)[..size];
        using var response = await _host.Api.PostAsync(HostApi.Form(audio));
        await AssertRefusedAsync(response, status, code, detail);
    }

    [Test]
    public async Task An_upload_far_beyond_the_limit_is_refused_by_its_announced_length()
    {
        using var response = await _host.Api.PostAsync(HostApi.Form(new byte[1_500_000]));
        await AssertRefusedAsync(response, 413, "audio_too_large", TooLarge);
    }

    [Test]
    public async Task An_upload_of_exactly_the_limit_is_stored()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1, 20)[..Limit]);
        Assert.That(track.Text("file_id"), Has.Length.EqualTo(64));
    }

    [TestCase("<html>not audio</html>")]
    [TestCase("RIFF1234AVI LIST of pictures")]
    [TestCase("x")]
    public async Task What_can_not_be_decoded_is_refused(string content)
    {
        using var response = await _host.Api.PostAsync(HostApi.Form(Encoding.ASCII.GetBytes(content)));
        await AssertRefusedAsync(response, 415, "not_audio", "can be decoded");
    }

    [Test]
    public async Task An_upload_that_is_no_multipart_form_is_refused()
    {
        using var json = await _host.Api.PostAsync(new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.That(
            (await HostApi.JsonOf(json, HttpStatusCode.UnsupportedMediaType)).GetProperty("status").GetInt32(),
            Is.EqualTo(415));

        using var unbounded = new StringContent("x");
        unbounded.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data");
        using var response = await _host.Api.PostAsync(unbounded);
        await AssertRefusedAsync(response, 415, "not_multipart", "multipart/form-data");
    }

    [TestCase("a\u0001b", "[]", "control character")]
    [TestCase("T", "ambient", "JSON array")]
    [TestCase("T", """{"a":1}""", "JSON array")]
    [TestCase("T", """["1","2","3","4","5","6","7","8","9","10","11"]""", "at most 10 tags")]
    [TestCase("T", """["123456789012345678901234567890123456789012345678901"]""", "longer than 50 characters")]
    [TestCase("T", """["  "]""", "tag is missing")]
    [TestCase("T", """[null]""", "tag is missing")]
    public async Task An_upload_with_unusable_fields_is_refused_and_leaves_nothing(
        string title, string tags, string detail)
    {
        using var response = await _host.Api.PostAsync(HostApi.Form(TestAudio.Wav(1), title, tags));
        await AssertRefusedAsync(response, 400, "invalid_request", detail);
    }

    [Test]
    public async Task An_upload_without_a_file_is_refused()
    {
        using var response = await _host.Api.PostAsync(
            new MultipartFormDataContent { { new StringContent("T"), "title" } });
        await AssertRefusedAsync(response, 400, "invalid_request", "field 'file'");
    }

    [Test]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_host.App.Address.Host, _host.App.Address.Port);
            var stream = client.GetStream();
            var head =
                "POST /tracks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 150000\r\nContent-Type: "
                + "multipart/form-data; boundary=b\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(TestAudio.Wav(1));
            await Eventually.BecomesAsync(
                () => Task.FromResult(_host.AudioFiles().Length), count => count == 1, "the upload is being received");
        }

        await Eventually.BecomesAsync(
            () => Task.FromResult(_host.AudioFiles().Length), count => count == 0, "the half-received upload is gone");
        Assert.That((await _host.Api.GetAsync("/tracks")).GetProperty("tracks").GetArrayLength(), Is.Zero);
    }

    private async Task AssertRefusedAsync(HttpResponseMessage response, int status, string code, string detail)
    {
        var problem = await HostApi.JsonOf(response, (HttpStatusCode)status);
        var tracks = await _host.Api.GetAsync("/tracks");
        Assert.Multiple(() =>
        {
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(problem.Text("code"), Is.EqualTo(code));
            Assert.That(problem.Text("detail"), Does.Contain(detail));
            Assert.That(_host.AudioFiles(), Is.Empty);
            Assert.That(tracks.GetProperty("tracks").GetArrayLength(), Is.Zero);
        });
    }
}
