namespace Plyr.Genres.Simulator;

/// <summary>Fetches the audio that a run is given, as the model's container does before it starts.</summary>
internal sealed class AudioFetch : IDisposable
{
    private const int LargestFile = 512 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestFile,
    };

    /// <exception cref="ModelFailure">The audio can't be had.</exception>
    public async Task<byte[]> FetchAsync(string audio, CancellationToken cancellationToken)
    {
        if (audio.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return ReadDataUri(audio);
        if (!Uri.TryCreate(audio, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw ModelFailure.NotFetched($"No connection adapters were found for '{audio}'");
        try
        {
            using var response = await _http.GetAsync(address, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw ModelFailure.NotFetched($"{(int)response.StatusCode} Client Error: {response.ReasonPhrase} for url: {audio}");
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw ModelFailure.NotFetched($"HTTPConnectionPool(host='{address.Host}', port={address.Port}): Max retries exceeded with url: {address.PathAndQuery}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static byte[] ReadDataUri(string uri)
    {
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            throw ModelFailure.NotFetched("The data URI has no comma in front of its data");
        try
        {
            return uri[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
                ? Convert.FromBase64String(Uri.UnescapeDataString(uri[(comma + 1)..]))
                : System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri[(comma + 1)..]));
        }
        catch (FormatException)
        {
            throw ModelFailure.NotFetched("Incorrect padding");
        }
    }
}
