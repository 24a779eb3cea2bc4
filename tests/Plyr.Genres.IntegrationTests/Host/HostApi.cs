using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Secrets;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The host's HTTP API as a client sees it.</summary>
internal sealed class HostApi(Uri address) : IDisposable
{
    public HttpClient Http { get; } = new(new WatchingHttpHandler(WatchedSecrets.Watch, new SocketsHttpHandler()))
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(2),
    };

    public static MultipartFormDataContent Form(
        byte[] audio, string title = "A title", string? tags = null, bool autoTag = false)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(title), "title" },
            { new StringContent("An artist"), "artist" },
        };
        if (tags is not null)
            form.Add(new StringContent(tags), "tags");
        if (autoTag)
            form.Add(new StringContent("true"), "auto_tag");
        form.Add(new ByteArrayContent(audio), "file", "recording.wav");
        return form;
    }

    public Task<HttpResponseMessage> PostAsync(HttpContent form) => Http.PostAsync("/tracks", form);

    public async Task<JsonElement> UploadAsync(
        byte[] audio, string title = "A title", string? tags = null, bool autoTag = false)
    {
        using var form = Form(audio, title, tags, autoTag);
        using var response = await PostAsync(form);
        return await JsonOf(response, HttpStatusCode.Created);
    }

    public async Task<HttpResponseMessage> ReplaceAudioAsync(long id, byte[] audio)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(audio), "file", "other.wav" } };
        return await Http.PutAsync($"/tracks/{id}/audio", form);
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(path);
        return await JsonOf(response, status);
    }

    public async Task<JsonElement> PutAsync(string path, object body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Http.PutAsJsonAsync(path, body);
        return await JsonOf(response, status);
    }

    public Task<JsonElement> TrackAsync(long id) => GetAsync($"/tracks/{id}");

    /// <summary>Waits until the track's classification is settled.</summary>
    public Task<JsonElement> SettledAsync(long id) =>
        Eventually.BecomesAsync(
            () => TrackAsync(id), track => track.Text("classification") == "idle", $"track {id} is settled");

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(status), body);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    public void Dispose() => Http.Dispose();
}
