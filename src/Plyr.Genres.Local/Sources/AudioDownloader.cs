using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Plyr.Genres.Local.Sources;

/// <summary>
/// Downloads audio from untrusted URLs: only from public addresses, unless allowed otherwise, and without following a
/// redirect to another host.
/// </summary>
internal sealed class AudioDownloader : IDisposable
{
    private const int MaxRedirects = 5;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client;
    private readonly LocalModelOptions _options;

    /// <summary>Initializes the downloader.</summary>
    /// <param name="options">The limits.</param>
    public AudioDownloader(LocalModelOptions options)
    {
        _options = options;

        // A proxy would bypass the check of addresses. Decompressed content could exceed the limit.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = ConnectAsync,

            // Trace ids and baggage are not for hosts that a client chooses.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Plyr.Genres.Local");
    }

    /// <summary>Downloads audio to a temporary file.</summary>
    /// <param name="url">An absolute http(s) URL.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The file.</returns>
    /// <exception cref="GenreClassificationException">The audio could not be downloaded.</exception>
    public async Task<AudioFile> DownloadAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await GetAsync(url, cancellationToken).ConfigureAwait(false);
            if (response.Content.Headers.ContentLength > _options.MaxDownloadBytes)
                throw AudioFile.TooLarge(_options.MaxDownloadBytes);
            var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await AudioFile.CopyAsync(content, _options.MaxDownloadBytes, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (IsFailure(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Failure(url, exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        var next = url;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var response = await _client.GetAsync(next, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            var status = response.StatusCode;
            var location = response.Headers.Location;
            response.Dispose();
            if ((int)status is < 300 or >= 400 || location is null)
                throw StatusFailure(url, status);

            if (!Uri.TryCreate(next, location, out var target))
                throw Unreachable(url, "redirects to an invalid URL. Use the final URL");
            var isSecure = target.Scheme == next.Scheme || target.Scheme == Uri.UriSchemeHttps;
            if (target.Host != url.Host || !isSecure)
                throw Unreachable(url, "redirects to another host, which is not followed. Use the final URL");
            next = target;
        }

        throw Unreachable(url, $"redirects more than {MaxRedirects} times. Use the final URL");
    }

    /// <summary>Connects to a checked address, so that a second DNS query can't return another one.</summary>
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        // Dns refuses 0.0.0.0 and ::, which are addresses of this machine.
        var addresses = IPAddress.TryParse(endPoint.Host, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken).ConfigureAwait(false);
        var allowed = _options.AllowPrivateAddresses
            ? addresses
            : Array.FindAll(addresses, PublicAddresses.Contains);
        if (allowed.Length == 0)
            throw new PrivateAddressException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A timeout of the connection is reported as a cancellation.
    private static bool IsFailure(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException;

    private static GenreClassificationException Failure(Uri url, Exception exception) => exception.InnerException switch
    {
        PrivateAddressException => new GenreClassificationException(
            GenreClassificationFailure.InvalidInput,
            $"The audio's host {url.Host} is not on the public internet. "
            + "Set AllowPrivateAddresses if only trusted clients choose URLs.",
            exception),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } =>
            Unreachable(url, "has an unknown host. Check the URL", exception),
        _ => Unavailable(url, "could not be downloaded. Retry later", exception),
    };

    private static GenreClassificationException StatusFailure(Uri url, HttpStatusCode status)
    {
        var isFinal = status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not HttpStatusCode.RequestTimeout and not HttpStatusCode.TooManyRequests;
        var answer = $"was answered with HTTP {(int)status}";
        return isFinal
            ? Unreachable(url, $"{answer}. Check the URL", status: status)
            : Unavailable(url, $"{answer}. Retry later", status: status);
    }

    private static GenreClassificationException Unreachable(
        Uri url, string what, Exception? inner = null, HttpStatusCode? status = null) =>
        Create(GenreClassificationFailure.AudioUnreachable, url, what, inner, status);

    private static GenreClassificationException Unavailable(
        Uri url, string what, Exception? inner = null, HttpStatusCode? status = null) =>
        Create(GenreClassificationFailure.AudioUnavailable, url, what, inner, status);

    private static GenreClassificationException Create(
        GenreClassificationFailure failure, Uri url, string what, Exception? inner, HttpStatusCode? status) =>
        new(failure, $"The audio at {url.Host}{url.AbsolutePath} {what}.", inner) { StatusCode = status };

    private sealed class PrivateAddressException : IOException;
}
