using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Plyr.Genres.Benchmarks.InProcess;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Represents the minimum of a client: the same two requests and one reader pass over the output, without deadline,
/// retries and validation.
/// </summary>
internal sealed class BareClient(Uri baseAddress) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Uri _predictions = new(baseAddress, "v1/predictions");

    public async Task<double> ClassifyAsync(Uri audio)
    {
        using var create = new HttpRequestMessage(HttpMethod.Post, _predictions);
        create.Headers.Authorization = new AuthenticationHeaderValue("Bearer", SimulatorProcess.Token);
        create.Headers.Add("Prefer", "wait=10");
        create.Content = JsonContent.Create(
            new BareRequest(PlyrGenresDefaults.ModelVersion, new BareInput(audio.OriginalString, "JSON")),
            BareJsonContext.Default.BareRequest);
        using var created = await _http.SendAsync(create);
        created.EnsureSuccessStatusCode();
        string address;
        using (var prediction = JsonDocument.Parse(await created.Content.ReadAsByteArrayAsync()))
            address = prediction.RootElement.GetProperty("output").GetString()!;

        using var fetch = new HttpRequestMessage(HttpMethod.Get, address);
        using var fetched = await _http.SendAsync(fetch);
        fetched.EnsureSuccessStatusCode();
        return AnswerBenchmarks.ReadNumbers(await fetched.Content.ReadAsByteArrayAsync());
    }

    public void Dispose() => _http.Dispose();
}
