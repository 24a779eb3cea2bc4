using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.Tests.Classification;

/// <summary>A connection that is not made in time is one that was refused: nothing was sent.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26), Property("Defect", "C10")]
internal sealed class ConnectTimeoutTests
{
    [TestCase(1)]
    [TestCase(200_000, Description = "content that is uploaded first")]
    public async Task Request_without_a_connection_is_repeated_five_times(int length)
    {
        var attempts = 0;
        await using var replicate = new ScriptedReplicate(
            register: builder => builder.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromMilliseconds(50),
                ConnectCallback = async (_, cancellationToken) =>
                {
                    Interlocked.Increment(ref attempts);
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return Stream.Null;
                },
            }));

        var failure = await replicate.FailAsync(AudioSource.FromStream(
            _ => Task.FromResult<Stream>(new MemoryStream(new byte[length])), length: length));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
            Assert.That(failure.Message, Is.EqualTo(
                "Replicate could not be reached: A connection could not be established within the configured "
                + "ConnectTimeout. Check the network, the proxy and Replicate.BaseAddress, and retry."));
            Assert.That(attempts, Is.EqualTo(6));
        }
    }

    [Test]
    public async Task Timeout_after_the_request_was_sent_may_be_charged()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Throws(TimedOut));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Message, Does.Contain("The run may have been started and charged"));
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Canceled_request_stays_canceled()
    {
        using var http = new HttpMessageInvoker(
            new SendOnceHandler(TimeProvider.System) { InnerHandler = new Failing(TimedOut()) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example");

        await Assert.ThatAsync(
            () => http.SendAsync(request, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static TaskCanceledException TimedOut() => new("It was canceled.", new TimeoutException("It timed out."));

    private sealed class Failing(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(exception);
    }
}
