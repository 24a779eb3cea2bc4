using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

internal sealed class LedgerTests : SimulatorFixture
{
    [Test]
    public async Task Every_request_and_every_run_is_written_down()
    {
        var (simulator, client) = await StartAsync();
        var prediction = await client.RunAsync();
        var id = prediction.Text("id");
        await client.ReadAsync(id);
        await client.ReadAsync(id);
        using var cancel = await client.CancelAsync(id);
        using var file = await client.Http.GetAsync(prediction.Text("output"));
        var ledger = simulator.Ledger.Read();
        Assert.That((ledger.Creates, ledger.Polls, ledger.Cancels, ledger.Downloads), Is.EqualTo((1, 2, 1, 1)));
        Assert.That(ledger.Requests[$"GET /v1/predictions/{id}"], Is.EqualTo(2));
        Assert.That(ledger.PaidRuns.Single().PredictionId, Is.EqualTo(id));
        Assert.That(ledger.TokenLeaks, Is.Empty);
    }

    [Test]
    public async Task A_thousand_creates_at_once_are_a_thousand_paid_runs()
    {
        var (simulator, client) = await StartAsync();
        await Parallel.ForAsync(0, 1000, async (_, _) => await client.CreateIdAsync());
        await UntilAsync(() => simulator.Ledger.PaidRuns.Count(run => run.Status == "succeeded") == 1000);
        Assert.That(simulator.Ledger.PaidRuns.DistinctBy(run => run.PredictionId).Count(), Is.EqualTo(1000));
    }

    [Test]
    public async Task A_refused_create_is_counted_but_not_paid()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Billing = Billing.NotSetUp });
        using var response = await client.CreateAsync();
        Assert.That((simulator.Ledger.Creates, simulator.Ledger.PaidRuns.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_token_that_reaches_the_second_origin_is_noticed_but_not_kept()
    {
        var (simulator, client) = await StartAsync();
        var output = (await client.RunAsync()).Text("output");
        using var bare = await client.Http.GetAsync(output);
        Assert.That(simulator.Ledger.TokenLeaks, Is.Empty);
        using var leaking = await client.Http.SendAsync(client.Authorized(HttpMethod.Get, output));
        var leak = new TokenLeak("GET", new Uri(output).AbsolutePath);
        Assert.That(simulator.Ledger.TokenLeaks.Single(), Is.EqualTo(leak));
        Assert.That(await client.Http.GetStringAsync("_simulator/ledger"), Does.Not.Contain(simulator.Token));
    }

    [Test]
    public async Task Each_origin_serves_its_own_only()
    {
        var (simulator, client) = await StartAsync();
        var output = new Uri((await client.RunAsync()).Text("output"));
        using var file = await client.Http.GetAsync(output.AbsolutePath);
        var elsewhere = new Uri(simulator.FileOrigin, "v1/predictions").AbsoluteUri;
        using var list = await client.Http.SendAsync(client.Authorized(HttpMethod.Get, elsewhere));
        using var ledger = await client.Http.GetAsync(new Uri(simulator.FileOrigin, "_simulator/ledger"));
        HttpStatusCode[] statuses = [file.StatusCode, list.StatusCode, ledger.StatusCode];
        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.NotFound));
        Assert.That(simulator.FileOrigin.Authority, Is.Not.EqualTo(simulator.BaseAddress.Authority));
    }

    [Test]
    public async Task The_ledger_is_read_and_reset_over_http()
    {
        var (_, client) = await StartAsync();
        await client.RunAsync();
        var before = await client.Http.GetFromJsonAsync<JsonElement>("_simulator/ledger");
        using var reset = await client.Http.DeleteAsync("_simulator/ledger");
        var after = await client.Http.GetFromJsonAsync<JsonElement>("_simulator/ledger");
        Assert.That(before.GetProperty("paidRuns")[0].Text("status"), Is.EqualTo("succeeded"));
        Assert.That(reset.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(after.GetProperty("paidRuns").GetArrayLength(), Is.Zero);
        Assert.That(after.GetProperty("creates").GetInt32(), Is.Zero);
    }
}
