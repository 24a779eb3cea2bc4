using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>Plain requests to a simulator, so that what it answers is seen as it is.</summary>
internal sealed class BareClient(ReplicateSimulator simulator) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = simulator.BaseAddress,
    };

    public HttpClient Http => _http;

    public static string DataUri(byte[] audio) =>
        $"data:application/octet-stream;base64,{Convert.ToBase64String(audio)}";

    /// <summary>A body as the package sends it.</summary>
    public JsonObject Body(string? audio = null) => new()
    {
        ["version"] = simulator.Version,
        ["input"] = new JsonObject
        {
            ["audio"] = audio ?? simulator.Recording().AbsoluteUri,
            ["output_format"] = "JSON",
        },
    };

    public Task<HttpResponseMessage> CreateAsync(
        JsonNode? body = null,
        string? prefer = null,
        string? cancelAfter = null,
        CancellationToken cancellationToken = default)
    {
        var request = Authorized(HttpMethod.Post, "v1/predictions");
        request.Content = new StringContent((body ?? Body()).ToJsonString(), Encoding.UTF8, "application/json");
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        if (cancelAfter is not null)
            request.Headers.Add("Cancel-After", cancelAfter);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Creates a prediction and waits for its end.</summary>
    public async Task<JsonElement> RunAsync(string? audio = null)
    {
        using var response = await CreateAsync(Body(audio), "wait");
        return await response.JsonAsync();
    }

    public async Task<string> CreateIdAsync(string? cancelAfter = null)
    {
        using var response = await CreateAsync(cancelAfter: cancelAfter);
        return (await response.JsonAsync()).Text("id");
    }

    public Task<HttpResponseMessage> GetAsync(string id) =>
        _http.SendAsync(Authorized(HttpMethod.Get, $"v1/predictions/{id}"), HttpCompletionOption.ResponseHeadersRead);

    public async Task<JsonElement> ReadAsync(string id)
    {
        using var response = await GetAsync(id);
        return await response.JsonAsync();
    }

    public async Task<JsonElement> NewestAsync()
    {
        using var response = await _http.SendAsync(Authorized(HttpMethod.Get, "v1/predictions"));
        return (await response.JsonAsync()).GetProperty("results")[0];
    }

    /// <summary>Lists predictions or, with their path, other things.</summary>
    public async Task<JsonElement[]> ListAsync(string query = "", string path = "v1/predictions")
    {
        using var response = await _http.SendAsync(Authorized(HttpMethod.Get, path + query));
        return [.. (await response.JsonAsync()).GetProperty("results").EnumerateArray()];
    }

    public Task<HttpResponseMessage> UploadAsync(HttpContent content, string? fileName = "a.wav")
    {
        var request = Authorized(HttpMethod.Post, "v1/files");
        var form = new MultipartFormDataContent();
        if (fileName is null)
            form.Add(content, "content");
        else
            form.Add(content, "content", fileName);
        request.Content = form;
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Uploads a file and returns the answer.</summary>
    public async Task<JsonElement> UploadAsync(byte[] audio)
    {
        using var response = await UploadAsync(new ByteArrayContent(audio));
        return await response.JsonAsync();
    }

    public Task<HttpResponseMessage> CancelAsync(string id) =>
        _http.SendAsync(Authorized(HttpMethod.Post, $"v1/predictions/{id}/cancel"));

    public HttpRequestMessage Authorized(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Token);
        return request;
    }

    public void Dispose() => _http.Dispose();
}
