using System.Net;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>A simulator that reaches as little of this machine as Replicate does.</summary>
internal sealed class RemoteTests : SimulatorFixture
{
    private static readonly SimulatorOptions Remote = new() { IsRemote = true };

    [TestCase("127.0.0.1")]
    [TestCase("localhost")]
    [TestCase("0.0.0.0")]
    [TestCase("127.1")]
    [TestCase("2130706433")]
    [TestCase("[::ffff:127.0.0.1]")]
    [TestCase("[::1]")]
    [TestCase("[::]")]
    public async Task It_fetches_no_audio_from_this_machine_under_any_name(string host)
    {
        var (simulator, client) = await StartAsync(Remote);
        var audio = new UriBuilder(simulator.Recording()) { Host = host }.Uri;

        var prediction = await client.RunAsync(audio.AbsoluteUri);

        Assert.That(prediction.Text("error"), Does.Contain("Max retries exceeded"));
        Assert.That(simulator.Ledger.Requests.Keys, Has.None.Contain("recordings"));
    }

    [TestCase("10.1.2.3")]
    [TestCase("172.16.0.1")]
    [TestCase("192.168.1.1")]
    [TestCase("169.254.169.254")]
    [TestCase("[fd00::1]")]
    [TestCase("[fe80::1]")]
    public async Task It_connects_to_no_private_address(string host)
    {
        var (_, client) = await StartAsync(Remote);

        var prediction = await client.RunAsync($"http://{host}/a.mp3");

        Assert.That(prediction.Text("error"), Does.Contain("Connection refused"));
    }

    [Test]
    public async Task It_classifies_inline_audio_and_uploads()
    {
        var (_, client) = await StartAsync(Remote);
        var file = await client.UploadAsync(TestAudio.Wav(1));

        var uploaded = await client.RunAsync(file.GetProperty("urls").Text("get"));
        var inline = await client.RunAsync(BareClient.DataUri(TestAudio.Wav(1)));

        Assert.That(uploaded.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(inline.Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task It_has_a_token_of_its_own_where_none_is_set()
    {
        var (_, client) = await StartAsync(Remote);
        using var request = client.Authorized(HttpMethod.Get, "v1/predictions");
        request.Headers.Authorization = new("Bearer", "any");

        using var wrong = await client.Http.SendAsync(request);
        using var right = await client.Http.SendAsync(client.Authorized(HttpMethod.Get, "v1/predictions"));

        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task It_has_no_self_hosted_API()
    {
        var (_, client) = await StartAsync(Remote);

        using var response = await client.Http.PostAsync("predictions", new StringContent("{}"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
