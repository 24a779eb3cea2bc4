using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>Compares answers with recorded ones: every member of those is there, and of the same kind.</summary>
internal sealed class RecordedShapeTests : SimulatorFixture
{
    [Test]
    public async Task A_create_has_the_recorded_shape()
    {
        var (_, client) = await StartAsync();
        using var response = await client.CreateAsync();
        AssertShape(await response.JsonAsync(), "predictions", "create-201-starting-2024.json");
        AssertHeaders(response, "create-201-async.json");
    }

    [Test]
    public async Task A_create_that_waited_has_the_recorded_shape()
    {
        var (_, client) = await StartAsync(new SimulatorOptions { SyncAnswersProcessing = true });
        using var response = await client.CreateAsync(prefer: "wait=10");
        AssertShape(await response.JsonAsync(), "predictions", "create-201-wait-processing-data-uri.json");
        AssertHeaders(response, "create-201-prefer-wait.json");
    }

    [Test]
    public async Task A_success_has_the_recorded_shape()
    {
        var (_, client) = await StartAsync();
        using var response = await client.GetAsync((await client.RunAsync()).Text("id"));
        AssertShape(await response.JsonAsync(), "predictions", "get-200-succeeded-live.json");
        AssertHeaders(response, "get-200.json");
    }

    [Test]
    public async Task A_running_prediction_has_the_recorded_shape()
    {
        var (_, client) = await StartAsync(new SimulatorOptions { Latency = TimeSpan.FromHours(1) });
        var id = await client.CreateIdAsync();
        await Time.TimersAsync(1);
        AssertShape(await client.ReadAsync(id), "predictions", "get-200-processing-empty-logs.json");
    }

    [Test]
    public async Task A_canceled_prediction_has_the_recorded_shape()
    {
        var (_, client) = await StartAsync(new SimulatorOptions { Latency = TimeSpan.FromHours(1) });
        var id = await client.CreateIdAsync();
        await Time.TimersAsync(1);
        using var response = await client.CancelAsync(id);
        AssertShape(await response.JsonAsync(), "predictions", "cancel-200-canceled.json");
        AssertHeaders(response, "cancel-200.json");
    }

    [Test]
    public async Task An_uploaded_file_has_the_recorded_shape()
    {
        var (_, client) = await StartAsync();

        var file = await client.UploadAsync([]);

        using var recorded = JsonDocument.Parse(SharedFolder.Read("fixtures", "predictions", "files-201-created.json"));
        Assert.That(Members(file), Is.EqualTo(Members(recorded.RootElement)));
        Assert.That(file.Text("etag"), Is.EqualTo(recorded.RootElement.Text("etag")));
        var checksums = recorded.RootElement.GetProperty("checksums");
        Assert.That(JsonElement.DeepEquals(file.GetProperty("checksums"), checksums), Is.True);
    }

    [Test]
    public async Task An_output_has_the_recorded_headers()
    {
        var (_, client) = await StartAsync();
        using var file = await client.Http.GetAsync((await client.RunAsync()).Text("output"));
        AssertHeaders(file, "file-host-200.json");
    }

    [TestCase("401-no-token.json")]
    [TestCase("401-invalid-token.json")]
    [TestCase("402-billing-required.json")]
    [TestCase("402-insufficient-credit.json")]
    [TestCase("404-not-found.json")]
    [TestCase("422-invalid-version.json")]
    [TestCase("422-body-additional-property.json")]
    public async Task A_refusal_says_what_was_recorded(string recorded)
    {
        var (_, client) = await StartAsync(new SimulatorOptions
        {
            Token = "r8_right",
            Billing = recorded switch
            {
                "402-billing-required.json" => Billing.NotSetUp,
                "402-insufficient-credit.json" => Billing.InsufficientCredit,
                _ => Billing.Paid,
            },
        });
        using var response = await client.Http.SendAsync(RequestFor(recorded, client));
        var expected = JsonNode.Parse(SharedFolder.Read("fixtures", "errors", recorded));
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.That(JsonNode.DeepEquals(answer, expected), Is.True, $"{answer}");
    }

    /// <summary>The names and kinds of all members.</summary>
    private static string[] Members(JsonElement file) =>
        [.. file.EnumerateObject().SelectMany(member => member.Value.ValueKind == JsonValueKind.Object
            ? Members(member.Value).Select(inner => $"{member.Name}.{inner}")
            : [$"{member.Name}: {member.Value.ValueKind}"])];

    private static HttpRequestMessage RequestFor(string recorded, BareClient client)
    {
        var body = client.Body();
        var isGet = recorded.StartsWith("404", StringComparison.Ordinal);
        var request = isGet
            ? client.Authorized(HttpMethod.Get, "v1/predictions/none")
            : client.Authorized(HttpMethod.Post, "v1/predictions");
        if (recorded.Contains("no-token"))
            request.Headers.Authorization = null;
        if (recorded.Contains("invalid-token"))
            request.Headers.Authorization = new("Bearer", "r8_wrong");
        if (recorded.Contains("invalid-version"))
            body["version"] = "other";
        if (recorded.Contains("additional-property"))
        {
            body.Remove("version");
            body["model"] = "x";
        }

        if (!isGet)
            request.Content = JsonContent.Create(body);
        return request;
    }

    private static void AssertShape(JsonElement answer, params string[] recorded)
    {
        using var document = JsonDocument.Parse(SharedFolder.Read(["fixtures", .. recorded]));
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name is "webhook_completed" or "input")
                continue;
            Assert.That(answer.TryGetProperty(member.Name, out var ours), Is.True, $"{member.Name} is missing");
            if (member.Name is not ("output" or "logs"))
                Assert.That(ours.ValueKind, Is.EqualTo(member.Value.ValueKind), member.Name);
            if (member.Name is "urls" or "metrics")
                Assert.That(NamesOf(ours), Is.SupersetOf(NamesOf(member.Value).Where(name => name != "stream")));
        }
    }

    private static IEnumerable<string> NamesOf(JsonElement element) =>
        element.EnumerateObject().Select(member => member.Name);

    private static void AssertHeaders(HttpResponseMessage response, string recorded)
    {
        using var document = JsonDocument.Parse(SharedFolder.Read("fixtures", "headers", recorded));
        var ours = response.Headers.Concat(response.Content.Headers).Select(header => header.Key.ToLowerInvariant());
        Assert.That(ours, Is.SupersetOf(NamesOf(document.RootElement.GetProperty("response_headers"))));
        Assert.That((int)response.StatusCode, Is.EqualTo(document.RootElement.GetProperty("status").GetInt32()));
    }
}
