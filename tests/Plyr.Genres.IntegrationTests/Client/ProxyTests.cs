using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>
/// The client behind a proxy. It is set for one client or one process, because every client of the test process, those
/// of other tests too, reads the proxy of the environment.
/// </summary>
[TestFixture, Property("Rule", 37)]
internal sealed class ProxyTests
{
    private RawServer _proxy = null!;

    [SetUp]
    public void Start() =>
        _proxy = new RawServer(async (stream, token) =>
            await stream.WriteAsync(
                "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token));

    [TearDown]
    public async Task StopAsync() => await _proxy.DisposeAsync();

    [Test]
    public async Task Requests_to_this_machine_are_not_sent_through_the_proxy()
    {
        await using var client = await SimulatedClient.StartAsync(add: UseProxy);

        var classification = await client.Classifier.ClassifyAsync(client.Recording());

        Assert.That(classification.Labels, Has.Count.EqualTo(400));
        Assert.That(_proxy.Received, Is.Empty);
    }

    [Test]
    public async Task Other_requests_follow_the_proxy_and_a_refused_tunnel_has_sent_nothing()
    {
        await using var client = await SimulatedClient.StartAsync(
            configure: (options, _) => options.Replicate.BaseAddress = new Uri("https://api.example"),
            time: new JumpingTime(),
            add: UseProxy);

        var failure = await Assert.ThrowsAsync<GenreClassificationException>(
            () => client.Classifier.ClassifyAsync(new Uri("https://audio.example/a.mp3")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure!.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
            Assert.That(failure.Message, Does.StartWith("Replicate could not be reached: ").And.Contain("407"));
            Assert.That(_proxy.Received, Has.Count.EqualTo(6));
            Assert.That(_proxy.Received, Is.All.StartsWith("CONNECT api.example:443 "));
            Assert.That(_proxy.Received, Has.None.Contains(SimulatedClient.Token));
        }
    }

    [Test]
    public async Task Proxy_of_the_environment_is_followed()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        using var command = HostCommand.Start(
            new Dictionary<string, string>
            {
                ["https_proxy"] = $"http://{proxy.LocalEndpoint}",
                ["no_proxy"] = "",
                ["NO_PROXY"] = "",
                ["REPLICATE_API_TOKEN"] = SimulatedClient.Token,
                ["PlyrGenres__Replicate__BaseAddress"] = "https://api.invalid",
            },
            "classify",
            "https://audio.invalid/a.mp3");

        var accepting = proxy.AcceptTcpClientAsync();
        await Task.WhenAny(accepting, command.EndAsync());
        Assert.That(accepting.IsCompletedSuccessfully, "the proxy was asked before the command ended");
        using var connection = await accepting;
        using var request = new StreamReader(connection.GetStream());
        Assert.That(await request.ReadLineAsync(), Is.EqualTo("CONNECT api.invalid:443 HTTP/1.1"));
    }

    private void UseProxy(PlyrGenresBuilder builder) =>
        builder.HttpClient.ConfigurePrimaryHttpMessageHandler((handler, _) =>
            ((SocketsHttpHandler)handler).Proxy = new LoopbackBypassProxy(new WebProxy(_proxy.Address)));
}
