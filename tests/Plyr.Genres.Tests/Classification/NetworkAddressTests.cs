using System.Net;
using NUnit.Framework;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.Tests.Classification;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class NetworkAddressTests
{
    private static readonly string[] Loopback =
    [
        "http://localhost/", "http://LOCALHOST:80/", "http://localhost./", "http://a.localhost/", "http://127.0.0.1/",
        "http://127.8.9.10/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/",
        "http://017700000001/", "http://127.0.0.1./", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://0.0.0.0/", "http://0/", "http://[::]/",
        "http://１２７.０.０.１/", "http://loopback/", "http://[::ffff:0.0.0.0]/",
    ];

    private static readonly string[] Private =
    [
        "http://10.0.0.1/", "http://10.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/",
        "http://192.168.257/", "http://169.254.169.254/", "http://100.64.0.1/", "http://[fc00::1]/",
        "http://[fd12::1]/",
        "http://[fe80::1]/", "http://[::ffff:10.0.0.1]/", "http://minio:9000/", "http://nas.local/",
        "http://host.docker.internal/", "http://a.b.lan/", "http://x.home.arpa/",
    ];

    private static readonly string[] Public =
    [
        "https://audio.example/", "http://8.8.8.8/", "http://172.32.0.1/", "http://172.15.0.1/", "http://11.0.0.1/",
        "http://192.169.1.1/", "http://100.128.0.1/", "http://[2001:db8::1]/", "http://localhost.example/",
        "http://notlocalhost.example/", "http://127.0.0.1.example/", "http://internal.example/", "http://my.locals/",
    ];

    [TestCaseSource(nameof(Loopback)), Property("Rule", 37)]
    public void Loopback_address_is_known_in_every_spelling(string address) =>
        Assert.That(NetworkAddress.IsLoopback(new Uri(address)), Is.True);

    [TestCaseSource(nameof(Private)), TestCaseSource(nameof(Public))]
    public void Other_address_is_not_loopback(string address) =>
        Assert.That(NetworkAddress.IsLoopback(new Uri(address)), Is.False);

    [TestCaseSource(nameof(Loopback)), TestCaseSource(nameof(Private))]
    public async Task Audio_at_a_private_address_is_never_sent_to_Replicate(string address)
    {
        await using var replicate = new ScriptedReplicate();

        var failure = await replicate.FailAsync(new Uri(new Uri(address), "/a.mp3?signature=geheim"));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
        Assert.That(failure.Message, Does.Match(
            @"^The audio URL points to \S+, which Replicate can't reach\. Nothing was run\. Use a public URL, "
            + @"or give the audio "
            + @"as a file or a stream \(AudioSource\.FromFile, AudioSource\.FromStream\)\.$"));
    }

    [TestCaseSource(nameof(Public))]
    public async Task Audio_at_a_public_address_is_sent(string address)
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();

        await replicate.ClassifyAsync(address);

        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Audio_at_a_private_address_is_sent_to_a_service_on_this_machine()
    {
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.BaseAddress = new Uri("http://localhost:5151"));
        replicate.WithOutput(Prediction.DataOutput);

        await replicate.ClassifyAsync("http://192.168.1.1/a.mp3");

        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Private)), TestCaseSource(nameof(Public))]
    public void Other_address_is_requested_through_the_proxy(string address)
    {
        var proxy = new LoopbackBypassProxy(new WebProxy("http://proxy.example"));

        Assert.That(proxy.IsBypassed(new Uri(address)), Is.False);
        Assert.That(proxy.GetProxy(new Uri(address)), Is.EqualTo(new Uri("http://proxy.example")));
    }

    [TestCaseSource(nameof(Loopback)), Property("Rule", 37)]
    public void Loopback_address_bypasses_the_proxy(string address)
    {
        var proxy = new LoopbackBypassProxy(new WebProxy("http://proxy.example"));

        Assert.That(proxy.IsBypassed(new Uri(address)), Is.True);
        Assert.That(proxy.GetProxy(new Uri(address)), Is.Null);
    }
}
