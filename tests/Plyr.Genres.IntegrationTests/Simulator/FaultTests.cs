using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>Each kind of fault, as a client sees it.</summary>
internal sealed class FaultTests : SimulatorFixture
{
    [Test]
    public async Task A_status_refuses_as_often_as_scripted()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = 503, Times = 2, Skip = 1 });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var response = await client.CreateAsync(prefer: "wait");
            statuses.Add(response.StatusCode);
        }

        Assert.That(statuses.Select(status => (int)status), Is.EqualTo([201, 503, 503, 201, 201]));
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(3));
        Assert.That(simulator.Faults.Pending, Is.Empty);
    }

    [Test]
    public async Task A_fault_can_meet_every_third_request_for_ever()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Poll, Status = 500, Times = -1, Every = 3 });
        var id = await client.CreateIdAsync();
        var statuses = new List<int>();
        for (var i = 0; i < 9; i++)
        {
            using var response = await client.GetAsync(id);
            statuses.Add((int)response.StatusCode);
        }

        Assert.That(statuses, Is.EqualTo([200, 200, 500, 200, 200, 500, 200, 200, 500]));
    }

    [Test]
    public async Task A_fault_meets_only_requests_of_its_stage_and_path()
    {
        var (simulator, client) = await StartAsync();
        var id = await client.CreateIdAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Cancel, Status = 500 });
        simulator.Faults.Add(new Fault { Path = "/other", Status = 501 });
        using var spared = await client.GetAsync(id);
        using var met = await client.CancelAsync(id);
        using var other = await client.Http.GetAsync("other");
        Assert.That((int)spared.StatusCode, Is.EqualTo(200));
        Assert.That((int)met.StatusCode, Is.EqualTo(500));
        Assert.That((int)other.StatusCode, Is.EqualTo(501));
    }

    [TestCase(401, "Unauthenticated")]
    [TestCase(402, "Billing required")]
    [TestCase(422, "Invalid version")]
    [TestCase(429, "retry_after")]
    public async Task A_refusal_has_the_body_of_its_status(int status, string text)
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = status });
        using var response = await client.CreateAsync();
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(text));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task Status_headers_type_and_body_can_be_anything()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault
        {
            Stage = FaultStage.Create,
            Status = 502,
            Body = "<html>Bad Gateway</html>",
            ContentType = "text/html",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "Wed, 21 Oct 2015 07:28:00 GMT" },
        });
        using var response = await client.CreateAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(502));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
        Assert.That(response.Headers.RetryAfter!.Date!.Value.Year, Is.EqualTo(2015));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("<html>Bad Gateway</html>"));
    }

    [TestCase(0)]
    [TestCase(10_000_000)]
    public async Task A_body_can_have_any_size(int size)
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = 500, BodySize = size });
        using var response = await client.CreateAsync();
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Has.Length.EqualTo(size));
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task A_connection_breaks_before_or_after_the_create_was_accepted(bool accepted, int paid)
    {
        var (simulator, client) = await StartAsync();
        var reset = new Fault { Stage = FaultStage.Create, Reset = FaultReset.BeforeHeaders };
        simulator.Faults.Add(reset with { Accepted = accepted });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(prefer: "wait"));
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(paid));
    }

    private static IEnumerable<TestCaseData> BrokenBodies()
    {
        yield return Broken("A_body_breaks_in_the_middle", new Fault { Reset = FaultReset.MidBody });
        yield return Broken("A_body_breaks_after_some_bytes", new Fault { TruncateAfter = 100 });
        yield return Broken("A_body_in_chunks_breaks", new Fault { TruncateAfter = 100, Chunked = true });
        yield return Broken("A_body_is_shorter_than_its_length", new Fault { ContentLength = 1_000_000 });

        static TestCaseData Broken(string name, Fault fault) => new TestCaseData(fault).SetName(name);
    }

    [TestCaseSource(nameof(BrokenBodies))]
    public async Task A_body_is_broken(Fault fault)
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(fault with { Stage = FaultStage.Create });
        using var response = await client.CreateAsync(prefer: "wait");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), "the headers come");
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_body_longer_than_its_headers_say_is_cut()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, ContentLength = 10 });
        using var response = await client.CreateAsync();
        Assert.That(await response.Content.ReadAsStringAsync(), Has.Length.EqualTo(10).And.StartsWith("{\"id\":"));
    }

    [Test]
    public async Task A_body_in_chunks_has_no_length()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Chunked = true });
        using var response = await client.CreateAsync();
        Assert.That(response.Headers.TransferEncodingChunked, Is.True);
        Assert.That((await response.JsonAsync()).Text("status"), Is.EqualTo("starting"));
    }

    [Test]
    public async Task A_body_comes_compressed()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Gzip = true });
        using var response = await client.CreateAsync();
        await using var body = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo(["gzip"]));
        Assert.That((await JsonSerializer.DeserializeAsync<JsonElement>(body)).Text("status"), Is.EqualTo("starting"));
    }

    [Test]
    public async Task An_endless_body_ends_when_the_client_disconnects()
    {
        var (simulator, client) = await StartAsync();
        var output = (await client.RunAsync()).Text("output");
        simulator.Faults.Add(new Fault { Stage = FaultStage.File, Endless = true });
        using (var response = await client.Http.GetAsync(output, HttpCompletionOption.ResponseHeadersRead))
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[5_000_000]);
        }

        await UntilAsync(() => simulator.Ledger.RequestsInFlight == 0);
    }

    [Test]
    public async Task Headers_come_late()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Delay = TimeSpan.FromSeconds(20) });
        var create = client.CreateAsync();
        await Time.TimersAsync(1);
        Assert.That((create.IsCompleted, simulator.Ledger.Creates), Is.EqualTo((false, 1)));
        Time.Advance(TimeSpan.FromSeconds(20));
        using var response = await create;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_body_comes_one_byte_a_second()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = 500, Body = "abc", BytesPerSecond = 1 });
        using var response = await client.CreateAsync();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[3];
        Assert.That(await body.ReadAsync(buffer), Is.EqualTo(1));
        await Time.TimersAsync(1);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await body.ReadAsync(buffer), Is.EqualTo(1));
    }

    [Test]
    public async Task An_answer_redirects()
    {
        var (simulator, client) = await StartAsync();
        var output = (await client.RunAsync()).Text("output");
        simulator.Faults.Add(new Fault { Stage = FaultStage.File, Redirect = "http://169.254.169.254/latest" });
        using var response = await client.Http.GetAsync(output);
        Assert.That((int)response.StatusCode, Is.EqualTo(302));
        Assert.That(response.Headers.Location, Is.EqualTo(new Uri("http://169.254.169.254/latest")));
    }

    [Test]
    public async Task Members_of_an_answer_are_replaced_and_left_out()
    {
        var (simulator, client) = await StartAsync();
        var id = (await client.RunAsync()).Text("id");
        simulator.Faults.Add(new Fault
        {
            Stage = FaultStage.Poll,
            Patch = new JsonObject { ["status"] = null, ["output"] = new JsonArray("a", 1), ["data_removed"] = true },
            Remove = ["logs"],
        });
        var spoilt = await client.ReadAsync(id);
        Assert.That(spoilt.GetProperty("status").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(spoilt.GetProperty("output").GetArrayLength(), Is.EqualTo(2));
        Assert.That(spoilt.TryGetProperty("logs", out _), Is.False);
        Assert.That((await client.ReadAsync(id)).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task An_output_is_replaced()
    {
        var (simulator, client) = await StartAsync();
        var output = (await client.RunAsync()).Text("output");
        simulator.Faults.Add(new Fault { Stage = FaultStage.File, Body = """{"Rock---Punk": NaN}""" });
        simulator.Faults.Add(new Fault { Stage = FaultStage.File, BodyBytes = [0xEF, 0xBB, 0xBF, 0xFF] });
        Assert.That(await client.Http.GetStringAsync(output), Is.EqualTo("""{"Rock---Punk": NaN}"""));
        Assert.That(await client.Http.GetByteArrayAsync(output), Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF, 0xFF }));
    }

    [TestCase(401)]
    [TestCase(413)]
    [TestCase(429)]
    [TestCase(503)]
    public async Task A_refused_upload_stores_nothing(int status)
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Upload, Status = status });

        using var response = await client.UploadAsync(new ByteArrayContent(new byte[10]));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(simulator.Files, Is.Empty);
        Assert.That(simulator.Ledger.Uploads, Is.EqualTo(1));
    }

    [Test]
    public async Task An_upload_breaks_in_the_middle_of_its_request()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Upload, Reset = FaultReset.MidRequest });

        var content = new ByteArrayContent(new byte[5_000_000]);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.UploadAsync(content));

        Assert.That(simulator.Files, Is.Empty);
    }

    [Test]
    public async Task An_upload_whose_answer_breaks_has_stored_its_file()
    {
        var (simulator, client) = await StartAsync();
        var reset = new Fault { Stage = FaultStage.Upload, Reset = FaultReset.BeforeHeaders };
        simulator.Faults.Add(reset with { Accepted = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.UploadAsync(new ByteArrayContent(new byte[10])));

        Assert.That(simulator.Files, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_upload_is_read_slowly()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Upload, RequestBytesPerSecond = 1_000_000 });
        var upload = client.UploadAsync(new ByteArrayContent(new byte[50_000]));
        await Time.TimersAsync(1);
        Assert.That(upload.IsCompleted, Is.False);

        while (!upload.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        using var response = await upload;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task An_uploaded_file_is_lost_before_its_run_reads_it()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Upload, LosesFile = true });

        var file = await client.UploadAsync(TestAudio.Wav(1));
        var prediction = await client.RunAsync(file.GetProperty("urls").Text("get"));

        Assert.That(prediction.Text("error"), Does.StartWith("404 Client Error: Not Found for url: http"));
        Assert.That(simulator.Files, Is.Empty);
    }

    [Test]
    public async Task A_delete_is_refused_and_leaves_the_file()
    {
        var (simulator, client) = await StartAsync();
        var id = (await client.UploadAsync(TestAudio.Wav(1))).Text("id");
        simulator.Faults.Add(new Fault { Stage = FaultStage.Delete, Status = 500 });

        using var response = await client.Http.SendAsync(client.Authorized(HttpMethod.Delete, $"v1/files/{id}"));

        Assert.That((int)response.StatusCode, Is.EqualTo(500));
        Assert.That(simulator.Files, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_status_on_an_accepted_create_changes_only_the_answer()
    {
        var (simulator, client) = await StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = 202, Accepted = true });
        using var response = await client.CreateAsync(prefer: "wait");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await response.JsonAsync()).Text("status"), Is.EqualTo("succeeded"));
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_model_fails_for_one_audio_as_scripted()
    {
        var (simulator, client) = await StartAsync();
        const string error = "Prediction interrupted; please retry (code: PA)";
        simulator.Faults.Add(new Fault { Stage = FaultStage.Model, Path = "/broken", Error = error });
        var broken = client.RunAsync(simulator.Recording("broken").AbsoluteUri);
        var whole = client.RunAsync(simulator.Recording("whole").AbsoluteUri);
        Assert.That((await broken).Text("error"), Is.EqualTo(error));
        Assert.That((await whole).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Faults_are_scripted_over_http()
    {
        var (simulator, client) = await StartAsync();
        var id = await client.CreateIdAsync();
        const string fault = """
            {"stage":"poll","times":3,"delayMs":0,"patch":{"status":"booting"},"remove":["urls"],"headers":{"X-A":"1"}}
            """;

        using var added = await client.Http.PostAsync("_simulator/faults", new StringContent(fault));

        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await client.ReadAsync(id)).Text("status"), Is.EqualTo("booting"));
        var pending = await client.Http.GetFromJsonAsync<JsonElement>("_simulator/faults");
        Assert.That(pending[0].GetProperty("times").GetInt32(), Is.EqualTo(2));
        using var cleared = await client.Http.DeleteAsync("_simulator/faults");
        Assert.That(simulator.Faults.Pending, Is.Empty);
    }

    [TestCase("""{"stge":"poll"}""")]
    [TestCase("""{"stage":"nowhere"}""")]
    [TestCase("""{"times":0}""")]
    [TestCase("""{"status":99}""")]
    [TestCase("""{"body":"a","bodySize":1}""")]
    [TestCase("""{"error":"only of the model"}""")]
    [TestCase("""{"stage":"create","losesFile":true}""")]
    [TestCase("""{"requestBytesPerSecond":0}""")]
    [TestCase("null")]
    [TestCase("nonsense")]
    public async Task A_fault_that_cannot_happen_is_refused(string fault)
    {
        var (simulator, client) = await StartAsync();
        using var response = await client.Http.PostAsync("_simulator/faults", new StringContent(fault));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(simulator.Faults.Pending, Is.Empty);
    }
}
