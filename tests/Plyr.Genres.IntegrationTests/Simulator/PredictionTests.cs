using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

internal sealed class PredictionTests : SimulatorFixture
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Test]
    public async Task A_create_answers_at_once_with_a_prediction_that_has_not_started()
    {
        var (_, client) = await StartAsync();
        using var response = await client.CreateAsync();
        var prediction = await response.JsonAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(prediction.Text("status"), Is.EqualTo("starting"));
        Assert.That(prediction.Text("id"), Has.Length.EqualTo(26));
        Assert.That(prediction.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task A_create_that_waits_answers_with_the_end_of_the_run()
    {
        var (simulator, client) = await StartAsync();
        using var response = await client.CreateAsync(prefer: "wait=10");
        var prediction = await response.JsonAsync();
        Assert.That(response.Headers.GetValues("Preference-Applied"), Is.EqualTo(["wait=10"]));
        Assert.That(prediction.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(prediction.Text("output"), Does.StartWith($"{simulator.FileOrigin}outputs/"));
        Assert.That(prediction.GetProperty("metrics").TryGetProperty("predict_time", out _), Is.True);
        Assert.That(prediction.Text("logs"), Does.Contain("simulation"));
    }

    [Test]
    public async Task A_create_that_waits_can_answer_with_the_output_but_still_processing()
    {
        var (_, client) = await StartAsync(new SimulatorOptions { SyncAnswersProcessing = true });
        var prediction = await client.RunAsync();
        Assert.That(prediction.Text("status"), Is.EqualTo("processing"));
        Assert.That(prediction.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.String));
        Assert.That(prediction.TryGetProperty("metrics", out _), Is.False);
        Assert.That(prediction.TryGetProperty("completed_at", out _), Is.False);
        var later = await client.ReadAsync(prediction.Text("id"));
        Assert.That(later.Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_wait_that_ends_before_the_run_answers_as_starting()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Latency = TimeSpan.FromSeconds(30) });
        var create = client.CreateAsync(prefer: "wait=5");
        await Time.TimersAsync(2);
        Time.Advance(TimeSpan.FromSeconds(5));
        using var response = await create;
        var prediction = await response.JsonAsync();
        Assert.That(prediction.Text("status"), Is.EqualTo("starting"));
        Assert.That(prediction.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(simulator.Ledger.RunsInFlight, Is.EqualTo(1));
    }

    [TestCase("wait=0")]
    [TestCase("wait=61")]
    [TestCase("respond-async")]
    public async Task A_preference_that_is_not_known_is_not_applied(string prefer)
    {
        var (_, client) = await StartAsync();
        using var response = await client.CreateAsync(prefer: prefer);
        Assert.That(response.Headers.Contains("Preference-Applied"), Is.False);
    }

    [Test]
    public async Task A_prediction_passes_through_starting_and_processing_to_succeeded()
    {
        var (simulator, client) = await StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromSeconds(2), ColdStart = TimeSpan.FromSeconds(10) });
        var create = client.CreateAsync(prefer: "wait");
        await Time.TimersAsync(2);
        Assert.That((await client.NewestAsync()).Text("status"), Is.EqualTo("starting"));
        Assert.That(simulator.Ledger.PaidRuns, Is.Empty);
        Time.Advance(TimeSpan.FromSeconds(10));
        await Time.TimersAsync(2);
        Assert.That((await client.NewestAsync()).Text("status"), Is.EqualTo("processing"));
        Time.Advance(TimeSpan.FromSeconds(2));
        using var response = await create;
        var prediction = await response.JsonAsync();
        Assert.That(prediction.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(prediction.GetProperty("metrics").GetProperty("predict_time").GetDouble(), Is.EqualTo(2));
        Assert.That(prediction.GetProperty("metrics").GetProperty("total_time").GetDouble(), Is.EqualTo(12));
    }

    [Test]
    public async Task Only_the_first_run_waits_for_the_boot_until_the_model_is_idle_again()
    {
        var (simulator, client) = await StartAsync(
            new SimulatorOptions { ColdStart = TimeSpan.FromSeconds(10), IdleAfter = TimeSpan.FromMinutes(5) });
        var cold = client.RunAsync();
        await Time.TimersAsync(2);
        Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.That(simulator.Ledger.PaidRuns, Is.Empty);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        await cold;
        await client.RunAsync();
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(2));
        Time.Advance(TimeSpan.FromMinutes(6));
        var coldAgain = await client.CreateIdAsync();
        await Time.TimersAsync(1);
        Assert.That((await client.ReadAsync(coldAgain)).Text("status"), Is.EqualTo("starting"));
    }

    [Test]
    public async Task Cancelling_a_run_ends_it_and_bills_the_time_it_ran()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Latency = Hour });
        var id = await client.CreateIdAsync();
        await Time.TimersAsync(1);
        Time.Advance(TimeSpan.FromSeconds(3));
        using var response = await client.CancelAsync(id);
        var prediction = await response.JsonAsync();
        Assert.That(prediction.Text("status"), Is.EqualTo("canceled"));
        Assert.That(prediction.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(prediction.GetProperty("metrics").GetProperty("predict_time").GetDouble(), Is.EqualTo(3));
        Assert.That(
            simulator.Ledger.PaidRuns.Single() with { AudioSha256 = null },
            Is.EqualTo(new PaidRun(id, simulator.Recording().AbsoluteUri, null, "canceled", 3, 0.0003m)));
    }

    [Test]
    public async Task Cancelling_what_has_ended_changes_nothing()
    {
        var (_, client) = await StartAsync();
        var prediction = await client.RunAsync();
        using var response = await client.CancelAsync(prediction.Text("id"));
        Assert.That((await response.JsonAsync()).Text("status"), Is.EqualTo("succeeded"));
    }

    [TestCase("5")]
    [TestCase("5s")]
    [TestCase("2m")]
    [TestCase("1h")]
    [TestCase("1h30m45s")]
    public async Task A_deadline_ends_a_run_as_canceled(string cancelAfter)
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Latency = TimeSpan.FromDays(2) });
        var id = await client.CreateIdAsync(cancelAfter);
        await Time.TimersAsync(2);
        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.That((await client.ReadAsync(id)).Text("status"), Is.EqualTo("processing"));
        Time.Advance(TimeSpan.FromMinutes(91));
        Assert.That((await client.ReadAsync(id)).Text("status"), Is.EqualTo("canceled"));
        Assert.That(simulator.Ledger.PaidRuns.Single().Status, Is.EqualTo("canceled"));
    }

    [Test]
    public async Task A_deadline_that_passes_before_the_start_aborts_and_costs_nothing()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { ColdStart = Hour });
        var id = await client.CreateIdAsync("5s");
        await Time.TimersAsync(2);
        Time.Advance(TimeSpan.FromSeconds(5));
        var prediction = await client.ReadAsync(id);
        Assert.That(prediction.Text("status"), Is.EqualTo("aborted"));
        Assert.That(prediction.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(simulator.Ledger.PaidRuns, Is.Empty);
    }

    [TestCase("4s")]
    [TestCase("25h")]
    [TestCase("soon")]
    [TestCase("1s5m")]
    public async Task A_deadline_out_of_range_or_form_is_refused(string cancelAfter)
    {
        var (simulator, client) = await StartAsync();
        using var response = await client.CreateAsync(cancelAfter: cancelAfter);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(simulator.Ledger.PaidRuns, Is.Empty);
    }

    [Test]
    public async Task An_output_expires()
    {
        var (_, client) = await StartAsync(new SimulatorOptions { OutputExpiry = TimeSpan.FromMinutes(10) });
        var prediction = await client.RunAsync();
        var output = prediction.Text("output");
        Time.Advance(TimeSpan.FromMinutes(10));
        using var file = await client.Http.GetAsync(output);
        var later = await client.ReadAsync(prediction.Text("id"));
        Assert.That(file.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(later.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(later.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(later.GetProperty("data_removed").GetBoolean(), Is.True);
    }

    [Test]
    public async Task The_list_is_newest_first_and_has_pages()
    {
        var (_, client) = await StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 130; i++)
            ids.Insert(0, await client.CreateIdAsync());
        var listed = new List<string>();
        for (var address = "v1/predictions"; address is not null;)
        {
            using var response = await client.Http.SendAsync(client.Authorized(HttpMethod.Get, address));
            var page = await response.JsonAsync();
            listed.AddRange(page.GetProperty("results").EnumerateArray().Select(prediction => prediction.Text("id")));
            address = page.Text("next");
        }

        Assert.That(listed, Is.EqualTo(ids));
    }

    [Test]
    public async Task The_list_holds_only_predictions_of_the_requested_time()
    {
        var (_, client) = await StartAsync();
        await client.CreateIdAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        var bound = Uri.EscapeDataString(Time.GetUtcNow().ToString("o"));
        var later = await client.CreateIdAsync();

        var listed = await client.ListAsync($"?created_after={bound}");
        var earlier = await client.ListAsync($"?created_before={bound}");

        Assert.That(listed.Single().Text("id"), Is.EqualTo(later));
        Assert.That(earlier.Single().Text("id"), Is.Not.EqualTo(later));
    }

    [Test]
    public async Task A_list_of_an_invalid_time_is_refused()
    {
        var (_, client) = await StartAsync();

        using var request = client.Authorized(HttpMethod.Get, "v1/predictions?created_after=soon");

        using var response = await client.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task Every_answer_names_the_simulator_as_its_model_and_the_requested_version()
    {
        var (simulator, client) = await StartAsync();

        var prediction = await client.RunAsync();

        Assert.That(prediction.Text("model"), Is.EqualTo("simulated"));
        Assert.That(prediction.Text("version"), Is.EqualTo(simulator.Version));
    }

    [Test]
    public async Task Inline_audio_is_echoed_without_its_data()
    {
        var (simulator, client) = await StartAsync();

        var prediction = await client.RunAsync("data:audio/wav;base64,AAAA");

        var input = prediction.GetProperty("input");
        Assert.That(input.Text("audio"), Is.EqualTo("data:audio/wav;base64,"));
        Assert.That(input.Text("output_format"), Is.EqualTo("JSON"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(new byte[3]));
        Assert.That(simulator.Ledger.PaidRuns.Single().AudioSha256, Is.EqualTo(hash));
    }

    [Test]
    public async Task A_run_continues_when_its_client_disconnects()
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Latency = Hour });
        using var gone = new CancellationTokenSource();
        var create = client.CreateAsync(prefer: "wait", cancellationToken: gone.Token);
        await Time.TimersAsync(2);
        await gone.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => create);
        await UntilAsync(() => simulator.Ledger.RequestsInFlight == 0);
        Assert.That(simulator.Ledger.PaidRuns.Single().Status, Is.EqualTo("processing"));
    }
}
