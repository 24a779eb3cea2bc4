using System.Net;

namespace Plyr.Genres.Replicate;

/// <summary>
/// Refuses to send a request again that may have started a run. It is the innermost handler, so that no handler of a
/// host that repeats requests, such as the standard resilience handler, can start and pay for two runs.
/// </summary>
internal sealed class SendOnceHandler(TimeProvider time) : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<Sending> Key = new("Plyr.Genres.SendOnce");

    /// <summary>Marks a request as one that is sent at most once.</summary>
    public static void Mark(HttpRequestMessage request) => request.Options.Set(Key, new Sending());

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Key, out var sending))
            return await ConnectAndSendAsync(request, sending, cancellationToken).ConfigureAwait(false);
        if (sending.HasBegun)
            throw new AlreadySentException(sending);
        if (request.Content is not OneTimeContent)
            request.Content = new OneTimeContent(request.Content!, sending);
        try
        {
            var response = await ConnectAndSendAsync(request, sending, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                sending.Refusal = await CopyAsync(response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception)
        {
            sending.Failure = exception;
            throw;
        }
    }

    /// <summary>Sends a request. A connection that is not made in time fails as one that is refused.</summary>
    private async Task<HttpResponseMessage> ConnectAndSendAsync(
        HttpRequestMessage request, Sending? sending, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (
            exception.InnerException is TimeoutException
            && sending is not { HasBegun: true }
            && !cancellationToken.IsCancellationRequested)
        {
            // SocketsHttpHandler does not distinguish it from a canceled request.
            throw new HttpRequestException(HttpRequestError.ConnectionError, exception.Message, exception);
        }
    }

    /// <summary>Copies a refusal, because a handler that repeats the request disposes it.</summary>
    private async Task<HttpResponseMessage> CopyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Ends the connection of a body that was not read to its end.
        using var received = response.Content;
        var body = await ReplicateClient.ReadProblemAsync(received, time, cancellationToken).ConfigureAwait(false);
        response.Content = new ByteArrayContent(body);
        var copy = new HttpResponseMessage(response.StatusCode) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in response.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }

    /// <summary>The one sending of a request, and its outcome.</summary>
    internal sealed class Sending
    {
        private int _hasBegun;

        public bool HasBegun => _hasBegun != 0;
        public HttpResponseMessage? Refusal { get; set; }
        public Exception? Failure { get; set; }

        public void Begin()
        {
            if (Interlocked.Exchange(ref _hasBegun, 1) != 0)
                throw new AlreadySentException(this);
        }
    }

    // Content that can be written once, because a reused connection that broke repeats the request by itself.
    private sealed class OneTimeContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly Sending _sending;

        public OneTimeContent(HttpContent content, Sending sending)
        {
            _content = content;
            _sending = sending;
            foreach (var (name, values) in content.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _sending.Begin();
            return _content.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _content.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Thrown in place of a second sending; has the outcome of the first.</summary>
internal sealed class AlreadySentException(SendOnceHandler.Sending sending)
    : Exception("A message handler tried to send the request again.", sending.Failure)
{
    /// <summary>Gets the refusal by the service; null when the request was not refused.</summary>
    public HttpResponseMessage? Refusal => sending.Refusal;
}
