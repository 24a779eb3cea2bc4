using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>The self-hosted face.</summary>
internal sealed class CogTests : SimulatorFixture
{
    [Test]
    public async Task A_run_needs_no_token_and_answers_with_its_output_within()
    {
        var (simulator, client) = await StartAsync();
        using var response = await PostAsync(client, simulator.Recording().AbsoluteUri);
        var prediction = await response.Content.ReadFromJsonAsync<JsonElement>();
        var output = prediction.GetProperty("output").GetString()!;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(output, Does.StartWith("data:application/json;base64,"));
        var replicate = await client.Http.GetByteArrayAsync((await client.RunAsync()).GetProperty("output").GetString());
        Assert.That(Convert.FromBase64String(output[(output.IndexOf(',') + 1)..]), Is.EqualTo(replicate));
        Assert.That(prediction.TryGetProperty("version", out _), Is.False);
        Assert.That(prediction.GetProperty("model").GetString(), Is.EqualTo("simulated"));
        Assert.That((simulator.Ledger.CogRuns, simulator.Ledger.PaidRuns.Count), Is.EqualTo((1, 1)), "only the other face is paid");
    }

    [Test]
    public async Task A_failed_run_is_no_error_of_http()
    {
        var (_, client) = await StartAsync();
        using var response = await PostAsync(client, "data:,text");
        var prediction = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(prediction.GetProperty("status").GetString(), Is.EqualTo("failed"));
        Assert.That(prediction.GetProperty("error").GetString(), Does.Contain("Could not open file"));
    }

    [Test]
    public async Task A_wrong_body_is_refused_with_a_list()
    {
        var (_, client) = await StartAsync();
        using var response = await client.Http.PostAsync("predictions", new StringContent("""{"input":{"audio":1}}"""));
        var detail = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(detail[0].GetProperty("loc").EnumerateArray().Select(part => part.GetString()), Is.EqualTo(["body", "input", "audio"]));
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
        Assert.That(
            JsonNode.DeepEquals(await second.Content.ReadFromJsonAsync<JsonNode>(), JsonNode.Parse(SharedFolder.Read("fixtures", "cog", "409-busy-current.json"))), Is.True);
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

    private static Task<HttpResponseMessage> PostAsync(BareClient client, string audio, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["input"] = new JsonObject { ["audio"] = audio, ["output_format"] = "JSON" } };
        return client.Http.PostAsync("predictions", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken);
    }

    private static async Task<string?> HealthAsync(BareClient client) =>
        (await client.Http.GetFromJsonAsync<JsonElement>("health-check")).GetProperty("status").GetString();
}
