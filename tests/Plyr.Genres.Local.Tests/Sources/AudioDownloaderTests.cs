using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Sources;

/// <summary>What is downloaded, and what is refused.</summary>
internal sealed class AudioDownloaderTests
{
    private static readonly byte[] Song = Wav.Tone(3);

    [Test]
    public async Task Audio_is_downloaded_and_classified_as_the_file_is()
    {
        await using var server = await AudioServer.StartAsync(SendSongAsync);
        using var model = Open();
        var url = new Uri(server.Address, "song.wav?signature=x");

        var answer = await model.Classifier.ClassifyAsync(AudioSource.FromUrl(url));

        Assert.That(answer.Labels, Is.EqualTo((await model.Classifier.ClassifyAsync(Audio.Of(Song))).Labels));
    }

    [TestCase("127.0.0.1")]
    [TestCase("localhost")]
    [TestCase("2130706433")]
    [TestCase("[::ffff:127.0.0.1]")]
    [TestCase("0.0.0.0")]
    [TestCase("[::]")]
    public async Task Loopback_is_refused_before_a_request_is_sent(string host)
    {
        var requests = 0;
        await using var server = await AudioServer.StartAsync(context =>
        {
            requests++;
            return SendSongAsync(context);
        });
        using var model = new LocalModel();
        var url = new Uri($"http://{host}:{server.Address.Port}/song.wav?signature=x");

        var failure = await Failures.OfAsync(model, AudioSource.FromUrl(url));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
            Assert.That(failure.Message, Does.Contain("AllowPrivateAddresses").And.Not.Contain("signature"));
            Assert.That(requests, Is.Zero);
        }
    }

    [Test]
    public async Task Host_of_the_audio_receives_no_trace_and_no_baggage()
    {
        string[] headers = [];
        await using var server = await AudioServer.StartAsync(context =>
        {
            headers = [.. context.Request.Headers.Keys];
            return SendSongAsync(context);
        });
        using var model = Open();
        using var activity = new Activity("request").AddBaggage("tenant", "7").Start();

        await model.Classifier.ClassifyAsync(AudioSource.FromUrl(new Uri(server.Address, "song.wav")));

        Assert.That(headers, Is.EquivalentTo(new[] { "Host", "User-Agent" }));
    }

    [TestCase(404, GenreClassificationFailure.AudioUnreachable)]
    [TestCase(403, GenreClassificationFailure.AudioUnreachable)]
    [TestCase(304, GenreClassificationFailure.AudioUnavailable)]
    [TestCase(408, GenreClassificationFailure.AudioUnavailable)]
    [TestCase(429, GenreClassificationFailure.AudioUnavailable)]
    [TestCase(500, GenreClassificationFailure.AudioUnavailable)]
    [TestCase(503, GenreClassificationFailure.AudioUnavailable)]
    public async Task Status_decides_the_failure(int status, GenreClassificationFailure expected)
    {
        var failure = await FailureOfAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Failure, Is.EqualTo(expected));
            Assert.That((int?)failure.StatusCode, Is.EqualTo(status));
            Assert.That(failure.Message, Does.Contain($"HTTP {status}").And.Not.Contain("signature"));
        }
    }

    [Test]
    public async Task Redirect_on_the_same_host_is_followed()
    {
        await using var server = await AudioServer.StartAsync(
            context => context.Request.Path == "/new" ? SendSongAsync(context) : RedirectAsync(context, "/new"));
        using var model = Open();

        var answer = await model.Classifier.ClassifyAsync(AudioSource.FromUrl(new Uri(server.Address, "old")));

        Assert.That(answer.Labels, Has.Count.EqualTo(400));
    }

    [TestCase("http://localhost:1/song.wav", "redirects to another host")]
    [TestCase("//example.org/song.wav", "redirects to another host")]
    [TestCase("file:///etc/hostname", "redirects to another host")]
    [TestCase("//[", "redirects to an invalid URL")]
    [TestCase("/again", "redirects more than 5 times")]
    public async Task Redirect_elsewhere_is_not_followed(string location, string reason)
    {
        var failure = await FailureOfAsync(context => RedirectAsync(context, location));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnreachable));
        Assert.That(failure.Message, Does.Contain(reason));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Audio_that_is_larger_than_allowed_is_refused(bool isLengthKnown)
    {
        await using var server = await AudioServer.StartAsync(context =>
        {
            context.Response.ContentLength = isLengthKnown ? Song.Length : null;
            return SendSongAsync(context);
        });
        using var model = Open(options => options.MaxDownloadBytes = Song.Length - 1);

        var failure = await Failures.OfAsync(model, AudioSource.FromUrl(server.Address));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
        Assert.That(failure.Message, Does.Contain("MaxDownloadBytes").And.Contain($"{Song.Length - 1:N0} bytes"));
    }

    [Test]
    public async Task Broken_connection_is_unavailable()
    {
        var failure = await FailureOfAsync(async context =>
        {
            context.Response.ContentLength = Song.Length;
            await context.Response.Body.WriteAsync(Song.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
    }

    [Test]
    public async Task Refused_connection_is_unavailable()
    {
        var server = await AudioServer.StartAsync(_ => Task.CompletedTask);
        var address = server.Address;
        await server.DisposeAsync();
        using var model = Open();

        var failure = await Failures.OfAsync(model, AudioSource.FromUrl(address));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
    }

    [Test]
    public async Task Unknown_host_is_unreachable()
    {
        using var model = Open();
        var url = new Uri("http://no-such-host.invalid/song.wav");

        var failure = await Failures.OfAsync(model, AudioSource.FromUrl(url));

        // Without a name server, the host may exist.
        Assert.That(failure.Failure.ToString(), Is.AnyOf("AudioUnreachable", "AudioUnavailable"));
    }

    private static LocalModel Open(Action<LocalModelOptions>? configure = null) => new(options =>
    {
        options.AllowPrivateAddresses = true;
        configure?.Invoke(options);
    });

    private static async Task<GenreClassificationException> FailureOfAsync(RequestDelegate answer)
    {
        await using var server = await AudioServer.StartAsync(answer);
        using var model = Open();
        return await Failures.OfAsync(model, AudioSource.FromUrl(new Uri(server.Address, "song.wav?signature=x")));
    }

    private static Task SendSongAsync(HttpContext context) => context.Response.Body.WriteAsync(Song).AsTask();

    private static Task RedirectAsync(HttpContext context, string location)
    {
        context.Response.Redirect(location);
        return Task.CompletedTask;
    }
}
