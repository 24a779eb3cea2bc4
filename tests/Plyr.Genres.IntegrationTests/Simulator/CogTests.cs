using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>The API of the model run by Cog.</summary>
internal sealed class CogTests : SimulatorFixture
{
    [Test]
    public async Task A_run_needs_no_token_and_answers_with_its_output_within()
    {
        var (simulator, client) = await StartAsync();
        using var response = await PostAsync(client, simulator.Recording().AbsoluteUri);
        var prediction = await response.JsonAsync();
        var output = prediction.Text("output");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(output, Does.StartWith("data:application/json;base64,"));
        var replicate = await client.Http.GetByteArrayAsync((await client.RunAsync()).Text("output"));
        Assert.That(Convert.FromBase64String(output[(output.IndexOf(',') + 1)..]), Is.EqualTo(replicate));
        Assert.That(prediction.TryGetProperty("version", out _), Is.False);
        Assert.That(prediction.Text("model"), Is.EqualTo("simulated"));
        Assert.That(simulator.Ledger.CogRuns, Is.EqualTo(1));
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(1), "only Replicate's API is paid");
    }

    [Test]
    public async Task A_failed_run_is_no_error_of_http()
    {
        var (_, client) = await StartAsync();
        using var response = await PostAsync(client, "data:,text");
        var prediction = await response.JsonAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(prediction.Text("status"), Is.EqualTo("failed"));
        Assert.That(prediction.Text("error"), Does.Contain("Could not open file"));
    }

    [Test]
    public async Task A_wrong_body_is_refused_with_a_list()
    {
        var (_, client) = await StartAsync();
        using var response = await client.Http.PostAsync("predictions", new StringContent("""{"input":{"audio":1}}"""));
        var detail = (await response.JsonAsync()).GetProperty("detail");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var location = detail[0].GetProperty("loc").EnumerateArray().Select(part => part.GetString());
        Assert.That(location, Is.EqualTo(["body", "input", "audio"]));
    }

    [Test]
    public async Task One_run_more_than_there_are_slots_is_told_that_it_is_busy()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Latency = TimeSpan.FromSeconds(1) });
        var first = PostAsync(client, simulator.Recording().AbsoluteUri);
        await Time.TimersAsync(1);
        using var second = await PostAsync(client, simulator.Recording().AbsoluteUri);
        Assert.That(await HealthAsync(client), Is.EqualTo("BUSY"));
        Time.Advance(TimeSpan.FromSeconds(1));
        using var answer = await first;
        Assert.That((answer.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Conflict)));
        await UntilAsync(() => simulator.Ledger.RunsInFlight == 0);
        Assert.That(await HealthAsync(client), Is.EqualTo("READY"));
        var busy = JsonNode.Parse(SharedFolder.Read("fixtures", "cog", "409-busy-current.json"));
        Assert.That(JsonNode.DeepEquals(await second.Content.ReadFromJsonAsync<JsonNode>(), busy), Is.True);
    }

    [Test]
    public async Task Dropping_the_connection_ends_the_run()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Latency = TimeSpan.FromHours(1) });
        using var gone = new CancellationTokenSource();
        var post = PostAsync(client, simulator.Recording().AbsoluteUri, gone.Token);
        await Time.TimersAsync(1);
        await gone.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => post);
        await UntilAsync(() => simulator.Ledger is { RunsInFlight: 0, RequestsInFlight: 0 });
    }

    private static Task<HttpResponseMessage> PostAsync(
        BareClient client, string audio, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["input"] = new JsonObject { ["audio"] = audio, ["output_format"] = "JSON" } };
        var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return client.Http.PostAsync("predictions", content, cancellationToken);
    }

    private static async Task<string?> HealthAsync(BareClient client) =>
        (await client.Http.GetFromJsonAsync<JsonElement>("health-check")).Text("status");
}
