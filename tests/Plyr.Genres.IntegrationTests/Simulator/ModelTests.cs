using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Simulator;

internal sealed class ModelTests : SimulatorFixture
{
    [Test]
    public async Task The_labels_are_those_of_the_model_in_its_order()
    {
        var labels = JsonSerializer.Deserialize<string[]>(SharedFolder.Read("discogs400-labels.json"));
        Assert.That((await ScoresAsync("demo")).Keys, Is.EqualTo(labels));
    }

    [Test]
    public async Task Most_scores_are_near_zero_and_a_few_are_high()
    {
        var scores = (await ScoresAsync("demo")).Values;
        Assert.That(scores, Has.Count.EqualTo(400).And.All.InRange(0.0, 1.0));
        Assert.That(scores.Count(score => score > 0.1), Is.InRange(3, 12));
        Assert.That(scores.Count(score => score < 0.05), Is.GreaterThan(380));
        Assert.That(scores, Is.All.Matches<double>(score => score == (float)score));
    }

    /// <summary>The bytes are pinned: they must be the same on every machine and in every version of .NET.</summary>
    [Test]
    public async Task A_recording_and_its_answer_are_the_same_everywhere()
    {
        var (simulator, client) = await StartAsync();
        var sound = await client.Http.GetByteArrayAsync(simulator.Recording());
        var answer = await client.Http.GetByteArrayAsync((await client.RunAsync()).Text("output"));

        Assert.That(HashOf(sound), Is.EqualTo("4bd2594f6aa6dce64eeab36def55498aa35f6cd193265feea336007b5a98c6c0"));
        Assert.That(HashOf(answer), Is.EqualTo("30a808020a651d8284d352fa707fa6d6eefad4e87330ae20c2b3e1b8bc4ea8f1"));
    }

    [Test]
    public async Task The_answer_depends_on_the_bytes_and_not_on_their_address()
    {
        var (simulator, client) = await StartAsync();
        var sound = await client.Http.GetByteArrayAsync(simulator.Recording("a"));
        var byAddress = await OutputAsync(client, simulator.Recording("a").AbsoluteUri);
        var byContent = await OutputAsync(client, BareClient.DataUri(sound));
        var other = await OutputAsync(client, simulator.Recording("b").AbsoluteUri);
        Assert.That(byContent, Is.EqualTo(byAddress));
        Assert.That(other, Is.Not.EqualTo(byAddress));
    }

    [Test]
    public async Task Names_of_recordings_may_hold_anything()
    {
        var (simulator, client) = await StartAsync();
        var first = await client.Http.GetByteArrayAsync(simulator.Recording("a b/ü?&#%"));
        var second = await client.Http.GetByteArrayAsync(simulator.Recording("a b/ü?&#"));
        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public async Task A_run_fails_when_its_audio_cannot_be_fetched()
    {
        var (simulator, client) = await StartAsync();
        var missing = await client.RunAsync(new Uri(simulator.FileOrigin, "recordings/none.mp3").AbsoluteUri);
        var unreachable = await client.RunAsync("http://127.0.0.1:9/a.wav");
        Assert.That(missing.Text("error"), Does.StartWith("404 Client Error"));
        Assert.That(unreachable.Text("error"), Does.Contain("Max retries exceeded"));
    }

    [TestCase("localhost")]
    [TestCase("0.0.0.0")]
    public async Task Audio_on_this_machine_is_fetched_under_another_name_too(string host)
    {
        var (simulator, client) = await StartAsync();
        var audio = new UriBuilder(simulator.Recording()) { Host = host }.Uri;

        var prediction = await client.RunAsync(audio.AbsoluteUri);

        Assert.That(prediction.Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_run_without_audio_fails_and_is_not_refused()
    {
        var (_, client) = await StartAsync();
        var body = client.Body();
        body["input"]!.AsObject().Remove("audio");
        using var response = await client.CreateAsync(body, "wait");
        Assert.That((await response.JsonAsync()).Text("error"), Does.StartWith("AssertionError"));
    }

    [Test]
    public async Task Without_the_format_the_model_draws_a_chart()
    {
        var (_, client) = await StartAsync();
        var body = client.Body();
        body["input"]!.AsObject().Remove("output_format");
        using var response = await client.CreateAsync(body, "wait");
        using var file = await client.Http.GetAsync((await response.JsonAsync()).Text("output"));
        Assert.That(file.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/png"));
        Assert.That((await file.Content.ReadAsByteArrayAsync())[1..4], Is.EqualTo("PNG"u8.ToArray()));
    }

    private static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private async Task<Dictionary<string, double>> ScoresAsync(string name)
    {
        var (simulator, client) = await StartAsync();
        var output = await OutputAsync(client, simulator.Recording(name).AbsoluteUri);
        return JsonSerializer.Deserialize<Dictionary<string, double>>(output)!;
    }

    private static async Task<string> OutputAsync(BareClient client, string audio) =>
        await client.Http.GetStringAsync((await client.RunAsync(audio)).Text("output"));
}
