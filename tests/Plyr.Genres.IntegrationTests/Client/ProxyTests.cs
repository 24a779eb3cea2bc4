using System.Net;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>The proxy of the environment, which .NET reads into one static property.</summary>
[TestFixture, NonParallelizable, Property("Rule", 37)]
internal sealed class ProxyTests
{
    private IWebProxy _environment = null!;
    private RawServer _proxy = null!;

    [SetUp]
    public void Start()
    {
        _environment = HttpClient.DefaultProxy;
        _proxy = new RawServer(async (stream, token) =>
            await stream.WriteAsync(
                "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token));
        HttpClient.DefaultProxy = new WebProxy(_proxy.Address);
    }

    [TearDown]
    public async Task StopAsync()
    {
        HttpClient.DefaultProxy = _environment;
        await _proxy.DisposeAsync();
    }

    [Test]
    public async Task Requests_to_this_machine_are_not_sent_through_the_proxy()
    {
        await using var client = await SimulatedClient.StartAsync();

        var classification = await client.Classifier.ClassifyAsync(client.Recording());

        Assert.That(classification.Labels, Has.Count.EqualTo(400));
        Assert.That(_proxy.Received, Is.Empty);
    }

    [Test]
    public async Task Other_requests_follow_the_proxy_and_a_refused_tunnel_has_sent_nothing()
    {
        await using var client = await SimulatedClient.StartAsync(
            configure: (options, _) =>
                options.Replicate.BaseAddress = new Uri("https://api.example"), time: new JumpingTime());

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
}
