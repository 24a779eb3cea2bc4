using System.Net.Sockets;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Fetches audio from a URL. Failures have the messages of the HTTP library in the model's container.
/// </summary>
internal sealed class AudioFetch(AudioSpool spool, SimulatorOptions options) : IDisposable
{
    private const long LargestFile = 1024 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = AudioConnections.CreateClient(publicOnly: options.IsRemote);

    /// <exception cref="ModelFailure">The audio can't be fetched.</exception>
    public async Task<SpooledAudio> FetchAsync(string audio, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(audio, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ModelFailure($"No connection adapters were found for '{audio}'");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            const HttpCompletionOption headers = HttpCompletionOption.ResponseHeadersRead;
            using var response = await _http.GetAsync(Connectable(address), headers, patience.Token);
            if (!response.IsSuccessStatusCode)
                throw Refused((int)response.StatusCode, response.ReasonPhrase, audio);
            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            return await spool.WriteAsync(body, LargestFile, patience.Token)
                ?? throw new ModelFailure("[Errno 28] No space left on device");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelFailure($"{Pool(address)}: Read timed out. (read timeout={Patience.TotalSeconds})");
        }
        catch (IOException exception) when (exception is HttpIOException or { InnerException: SocketException })
        {
            throw new ModelFailure("('Connection broken: IncompleteRead', IncompleteRead)");
        }
        catch (HttpRequestException exception)
        {
            var cause = Cause(exception, address);
            throw new ModelFailure(
                $"{Pool(address)}: Max retries exceeded with url: {address.PathAndQuery} (Caused by {cause})");
        }
    }

    public static ModelFailure Refused(int status, string? reason, string audio) =>
        new($"{status} {(status < 500 ? "Client" : "Server")} Error: {reason} for url: {audio}");

    public void Dispose() => _http.Dispose();

    /// <summary>Replaces wildcard addresses, to which .NET doesn't connect, with loopback.</summary>
    private static Uri Connectable(Uri address) => address.IdnHost switch
    {
        "0.0.0.0" => new UriBuilder(address) { Host = "127.0.0.1" }.Uri,
        "::" => new UriBuilder(address) { Host = "[::1]" }.Uri,
        _ => address,
    };

    private static string Pool(Uri address) =>
        $"{(address.Scheme == "https" ? "HTTPS" : "HTTP")}ConnectionPool(host='{address.Host}', port={address.Port})";

    private static string Cause(HttpRequestException exception, Uri address) =>
        exception.HttpRequestError == HttpRequestError.NameResolutionError
            ? $"NameResolutionError(\"Failed to resolve '{address.Host}' ([Errno -2] Name or service not known)\")"
            : "NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused')";
}
