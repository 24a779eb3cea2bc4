using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>The Files API.</summary>
internal sealed class UploadTests : SimulatorFixture
{
    [Test]
    public async Task A_run_classifies_an_uploaded_file_like_its_bytes_from_elsewhere()
    {
        var (simulator, client) = await StartAsync();
        var audio = await client.Http.GetByteArrayAsync(simulator.Recording());

        var uploaded = await client.RunAsync(AddressOf(await client.UploadAsync(audio)));

        var fetched = await client.RunAsync();
        Assert.That(await OutputAsync(client, uploaded), Is.EqualTo(await OutputAsync(client, fetched)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(audio));
        Assert.That(simulator.Ledger.PaidRuns[0].AudioSha256, Is.EqualTo(hash));
    }

    [Test]
    public async Task A_file_is_got_listed_and_deleted()
    {
        var (simulator, client) = await StartAsync();
        var first = await client.UploadAsync([1]);
        var second = await client.UploadAsync([2, 2]);

        using var got = await SendAsync(client, HttpMethod.Get, first);
        var listed = await client.ListAsync(path: "v1/files");
        using var deleted = await SendAsync(client, HttpMethod.Delete, first);
        using var gone = await SendAsync(client, HttpMethod.Get, first);
        using var again = await SendAsync(client, HttpMethod.Delete, first);

        Assert.That(JsonElement.DeepEquals(await got.JsonAsync(), first), Is.True);
        Assert.That(listed.Select(IdOf), Is.EqualTo(new[] { IdOf(second), IdOf(first) }));
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(simulator.Files.Single().Id, Is.EqualTo(IdOf(second)));
    }

    [Test]
    public async Task The_ledger_counts_uploads_and_deletes_and_the_files_left_are_listed()
    {
        var (simulator, client) = await StartAsync();
        var first = await client.UploadAsync([1]);
        await client.UploadAsync([2, 2]);
        using var deleted = await SendAsync(client, HttpMethod.Delete, first);

        var ledger = simulator.Ledger.Read();
        var left = await client.Http.GetFromJsonAsync<JsonElement>("_simulator/files");

        Assert.That(ledger.Uploads, Is.EqualTo(2));
        Assert.That(ledger.Deletes, Is.EqualTo(1));
        Assert.That(ledger.PaidRuns, Is.Empty);
        Assert.That(left.EnumerateArray().Single().GetProperty("size").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task The_fields_of_the_form_describe_the_file()
    {
        var (_, client) = await StartAsync();
        var request = client.Authorized(HttpMethod.Post, "v1/files");
        request.Content = new MultipartFormDataContent
        {
            { new StringContent("song.mp3"), "filename" },
            { new ByteArrayContent([1]), "content", "other.bin" },
            { new StringContent("""{"a":1}"""), "metadata" },
            { new StringContent("audio/mpeg"), "type" },
        };

        using var response = await client.Http.SendAsync(request);

        var file = await response.JsonAsync();
        Assert.That(file.Text("name"), Is.EqualTo("song.mp3"));
        Assert.That(file.Text("content_type"), Is.EqualTo("audio/mpeg"));
        Assert.That(file.GetProperty("metadata").GetProperty("a").GetInt32(), Is.EqualTo(1));
    }

    [TestCase(null)]
    [TestCase("a.wav")]
    [TestCase("träume & wünsche.mp3")]
    public async Task A_file_may_have_any_name_or_none(string? name)
    {
        var (simulator, client) = await StartAsync();

        using var response = await client.UploadAsync(new ByteArrayContent([1]), name);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(simulator.Files, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Only_a_run_reads_the_content()
    {
        var (simulator, client) = await StartAsync();
        var file = await client.UploadAsync("secret"u8.ToArray());

        using var request = client.Authorized(HttpMethod.Get, $"v1/files/{IdOf(file)}/download");

        using var download = await client.Http.SendAsync(request);
        using var elsewhere = await client.Http.GetAsync(new Uri(simulator.FileOrigin, $"v1/files/{IdOf(file)}"));

        Assert.That(download.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("POST", "v1/files")]
    [TestCase("GET", "v1/files")]
    [TestCase("GET", "v1/files/{0}")]
    [TestCase("DELETE", "v1/files/{0}")]
    [TestCase("GET", "v1/files/{0}/download")]
    public async Task No_request_is_accepted_without_a_token(string method, string path)
    {
        var (simulator, client) = await StartAsync();
        var file = await client.UploadAsync([1]);
        using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(null, path, IdOf(file)));

        using var response = await client.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(simulator.Files, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_file_expires_after_a_day()
    {
        var (simulator, client) = await StartAsync();
        var file = await client.UploadAsync(TestAudio.Wav(1));
        Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.That(simulator.Files, Has.Count.EqualTo(1));

        Time.Advance(TimeSpan.FromSeconds(1));

        using var got = await SendAsync(client, HttpMethod.Get, file);
        var prediction = await client.RunAsync(AddressOf(file));
        Assert.That(got.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(prediction.Text("error"), Does.StartWith("404 Client Error"));
        Assert.That(simulator.Files, Is.Empty);
    }

    [TestCase(1000, HttpStatusCode.Created)]
    [TestCase(1001, HttpStatusCode.RequestEntityTooLarge)]
    [TestCase(5_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_over_the_limit_is_refused(int size, HttpStatusCode status)
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { MaxFileSize = 1000 });

        using var response = await client.UploadAsync(new ByteArrayContent(new byte[size]));

        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(simulator.Files.Count == 1, Is.EqualTo(status == HttpStatusCode.Created));
    }

    private static IEnumerable<TestCaseData> WrongForms()
    {
        yield return Wrong("that_is_not_multipart", new StringContent("audio"));
        yield return Wrong("without_content", new MultipartFormDataContent { { new StringContent("a"), "filename" } });
        yield return Wrong("with_invalid_metadata", new MultipartFormDataContent
        {
            { new ByteArrayContent([1]), "content" }, { new StringContent("no json"), "metadata" },
        });
        yield return Wrong("with_a_long_field", new MultipartFormDataContent
        {
            { new ByteArrayContent([1]), "content" }, { new ByteArrayContent(new byte[100_000]), "metadata" },
        });

        static TestCaseData Wrong(string name, HttpContent form) =>
            new TestCaseData(form).SetName($"A_form_{name}_is_refused");
    }

    [TestCaseSource(nameof(WrongForms))]
    public async Task A_wrong_form_is_refused(HttpContent form)
    {
        var (simulator, client) = await StartAsync();
        var request = client.Authorized(HttpMethod.Post, "v1/files");
        request.Content = form;

        using var response = await client.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(simulator.Files, Is.Empty);
    }

    [Test]
    public async Task A_form_that_is_cut_off_stores_nothing()
    {
        var (simulator, client) = await StartAsync();
        var request = client.Authorized(HttpMethod.Post, "v1/files");
        request.Content = new StringContent("--b\r\nContent-Disposition: form-data; name=content\r\n\r\nabc");
        request.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };

        using var response = await client.Http.SendAsync(request);

        Assert.That(response.IsSuccessStatusCode, Is.False);
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(simulator.Files, Is.Empty);
    }

    [Test]
    [NonParallelizable]
    public async Task An_upload_and_its_run_take_no_memory_for_the_content()
    {
        const int size = 64 * 1024 * 1024;
        const int limit = size / 2;
        var (simulator, client) = await StartAsync();

        var allocated = await Allocations.LeastAsync(async () =>
        {
            using var response = await client.UploadAsync(new StreamContent(new EndlessTone(size)));
            var prediction = await client.RunAsync(AddressOf(await response.JsonAsync()));
            Assert.That(prediction.Text("status"), Is.EqualTo("succeeded"));
        }, limit);

        Assert.That(allocated, Is.LessThan(limit));
        Assert.That(simulator.Files.Select(file => file.Size), Is.All.EqualTo(size));
    }

    private static Task<HttpResponseMessage> SendAsync(BareClient client, HttpMethod method, JsonElement file) =>
        client.Http.SendAsync(client.Authorized(method, AddressOf(file)));

    private static string IdOf(JsonElement file) => file.Text("id");

    private static string AddressOf(JsonElement file) => file.GetProperty("urls").Text("get");

    private static Task<string> OutputAsync(BareClient client, JsonElement prediction) =>
        client.Http.GetStringAsync(prediction.Text("output"));
}
