using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.Tests.Classification;

/// <summary>A handler of a host that repeats requests can't start a second run.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class SendOnceTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Create_that_a_handler_repeats_after_502_is_sent_once(bool buffers)
    {
        await using var replicate = Repeating(buffers);
        replicate.Creates.Then(Answers.Status(502, """{"detail":"Why"}"""));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Message, Is.EqualTo(
            "Replicate is unavailable (HTTP 502). Retry later. The run may have been started and charged, so it was "
            + "not requested again. Message: Why."));
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Create_that_a_handler_repeats_after_a_broken_connection_is_sent_once(bool buffers)
    {
        await using var replicate = Repeating(buffers);
        replicate.Creates.Then(Answers.Breaks());

        var failure = await replicate.FailAsync();

        Assert.That(failure.Message, Does.StartWith(
            "The connection to Replicate broke after a run was requested: The response ended prematurely. The "
            + "run may"));
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Create_that_a_handler_repeats_after_429_is_retried_by_the_library(bool buffers)
    {
        await using var replicate = Repeating(buffers);
        replicate.Creates.Then(Answers.Status(429, """{"retry_after":7}"""));
        replicate.WithUsualRun();

        await replicate.ClassifyAsync();

        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(2));
        Assert.That(replicate.Time.Delays[0].TotalSeconds, Is.InRange(7, 8.4));
    }

    [Test]
    public async Task Headers_of_a_refusal_that_a_handler_repeats_are_kept()
    {
        await using var replicate = Repeating(buffers: false);
        replicate.Creates.Then(Answers.RetryAfter(429, "7"));
        replicate.WithUsualRun();

        await replicate.ClassifyAsync();

        Assert.That(replicate.Time.Delays[0].TotalSeconds, Is.InRange(7, 8.4));
    }

    [Test]
    public async Task Create_that_a_handler_sends_again_after_its_answer_is_sent_once()
    {
        await using var replicate = new ScriptedReplicate(
            register: builder => builder.HttpClient.AddHttpMessageHandler(() => new DoublingHandler()));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Message, Is.EqualTo(
            "The connection to Replicate broke after a run was requested: A message handler tried to send the request "
            + "again. The run may have been started and charged, so it was not requested again. Retry later."));
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Polls_may_be_repeated_by_a_handler()
    {
        await using var replicate = Repeating(buffers: true);
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(503), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));

        await replicate.ClassifyAsync();

        Assert.That(replicate.Time.Delays, Has.Count.EqualTo(1), "only the wait before the first poll");
    }

    [Test]
    public async Task Request_that_was_not_sent_may_be_repeated_by_a_handler()
    {
        var attempts = 0;
        using var http = new HttpMessageInvoker(new RepeatingHandler(buffers: false)
        {
            InnerHandler = new SendOnceHandler(TimeProvider.System)
            {
                InnerHandler = new Stub(async request =>
                {
                    if (++attempts < 3)
                        throw new HttpRequestException(HttpRequestError.ConnectionError);
                    await request.Content!.ReadAsByteArrayAsync();
                    return new HttpResponseMessage();
                }),
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example")
        {
            Content = new StringContent("x"),
        };
        SendOnceHandler.Mark(request);

        using var response = await http.SendAsync(request, CancellationToken.None);

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That(attempts, Is.EqualTo(3));
    }

    [Test]
    public async Task Connection_that_writes_the_content_again_is_stopped()
    {
        using var http = new HttpMessageInvoker(new SendOnceHandler(TimeProvider.System)
        {
            InnerHandler = new Stub(async request =>
            {
                await request.Content!.CopyToAsync(Stream.Null);
                await request.Content!.CopyToAsync(Stream.Null);
                return new HttpResponseMessage();
            }),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example")
        {
            Content = new StringContent("x"),
        };
        SendOnceHandler.Mark(request);

        await Assert.ThatAsync(
            () => http.SendAsync(request, CancellationToken.None), Throws.TypeOf<AlreadySentException>());
    }

    public static IEnumerable<TestCaseData> Contents()
    {
        yield return new TestCaseData(new StringContent("text"), 4L).SetArgDisplayNames("text");
        yield return new TestCaseData(new StringContent(""), 0L).SetArgDisplayNames("nothing");
        var stream = PipeReader.Create(new ReadOnlySequence<byte>([1])).AsStream();
        yield return new TestCaseData(new StreamContent(stream), null).SetArgDisplayNames("a stream");
    }

    [TestCaseSource(nameof(Contents))]
    public async Task Length_of_the_content_is_announced_if_it_is_known(HttpContent content, long? expected)
    {
        long? length = null;
        using var http = new HttpMessageInvoker(new SendOnceHandler(TimeProvider.System)
        {
            InnerHandler = new Stub(request =>
            {
                length = request.Content!.Headers.ContentLength;
                return Task.FromResult(new HttpResponseMessage());
            }),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example") { Content = content };
        SendOnceHandler.Mark(request);

        using var response = await http.SendAsync(request, CancellationToken.None);

        Assert.That(length, Is.EqualTo(expected));
    }

    private static ScriptedReplicate Repeating(bool buffers) =>
        new(register: builder => builder.HttpClient.AddHttpMessageHandler(() => new RepeatingHandler(buffers)));

    private sealed class Stub(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }

    /// <summary>Sends each request twice.</summary>
    private sealed class DoublingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>
    /// Sends a request up to four times, as resilience handlers do; before that it may buffer the body.
    /// </summary>
    private sealed class RepeatingHandler(bool buffers) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (buffers && request.Content is not null)
                await request.Content.LoadIntoBufferAsync(cancellationToken);
            for (var left = 3; ; left--)
            {
                try
                {
                    var response = await base.SendAsync(request, cancellationToken);
                    if (left == 0 || (int)response.StatusCode is not (429 or >= 500))
                        return response;
                    response.Dispose();
                }
                catch (HttpRequestException) when (left > 0)
                {
                    // Sent again.
                }
            }
        }
    }
}
