using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Replicate;

/// <content>Creates the requests. Only those to the API have the token.</content>
internal sealed partial class ReplicateClient
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    // More than the 5 seconds that Replicate demands, whatever time is left.
    private static readonly TimeSpan CancelAfterMargin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    private static readonly string Product =
        $"Plyr.Genres/{typeof(ReplicateClient).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Returns what creates the body that requests a run for an address or a data URI.</summary>
    public Func<HttpContent> BodyOf(string address)
    {
        var body = Serialize(address);
        return () => new ByteArrayContent(body);
    }

    /// <summary>Returns what creates a body with the content as a data URI, which is streamed.</summary>
    public Func<HttpContent> BodyOf(AudioPayload payload)
    {
        const string Placeholder = "[audio]";
        var body = Serialize($"data:{payload.MediaType};base64,{Placeholder}");
        var start = body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Placeholder));
        return () => payload.ToBase64Content(body[..start], body[(start + Placeholder.Length)..]);
    }

    private byte[] Serialize(string address)
    {
        var version = options.Replicate.SelfHosted ? null : options.Replicate.ModelVersion;
        var request = new PredictionRequest(version, new PredictionInput(address));
        return JsonSerializer.SerializeToUtf8Bytes(request, ReplicateJsonContext.Default.PredictionRequest);
    }

    // Replicate holds the request open for up to 10 seconds, and ends the run a little after the deadline by itself.
    private HttpRequestMessage Create(HttpContent content, TimeSpan timeLeft)
    {
        var request = ToApi(HttpMethod.Post, "predictions");
        request.Content = content;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        SendOnceHandler.Mark(request);
        if (options.Replicate.SelfHosted)
            return request;

        var wait = (int)(timeLeft < MaxWait ? timeLeft : MaxWait).TotalSeconds;
        var cancelAfter = (int)Math.Ceiling((timeLeft + CancelAfterMargin).TotalSeconds);
        if (wait >= 1)
            request.Headers.TryAddWithoutValidation("Prefer", $"wait={wait}");
        request.Headers.TryAddWithoutValidation("Cancel-After", $"{cancelAfter}s");
        return request;
    }

    // Without no-store, polls have been answered from a cache and never finished.
    private HttpRequestMessage Poll(string predictionId)
    {
        var request = ToApi(HttpMethod.Get, $"predictions/{predictionId}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        return request;
    }

    private HttpRequestMessage Upload(AudioPayload payload)
    {
        var content = payload.ToContent(LogProgress(payload));
        content.Headers.ContentType = new MediaTypeHeaderValue(payload.MediaType);
        var request = ToApi(HttpMethod.Post, "files");
        request.Content = new MultipartFormDataContent { { content, "content", payload.FileName } };

        // A service that refuses the upload answers before it is sent.
        request.Headers.ExpectContinue = true;
        return request;
    }

    private HttpRequestMessage ToApi(HttpMethod method, string path)
    {
        var api = options.Replicate.BaseAddress.AbsoluteUri.TrimEnd('/') + (options.Replicate.SelfHosted ? "" : "/v1");
        var request = Request(method, new Uri($"{api}/{path}"));
        if (options.Replicate.SelfHosted)
            return request;

        // The token is read for each request, and never sent as plain text over a network.
        var bearer = token() ?? throw ReplicateErrors.NoToken();
        if (request.RequestUri!.Scheme == "https" || request.RequestUri.IsLoopback)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("User-Agent", Product);
        return request;
    }

    private Action<long> LogProgress(AudioPayload payload)
    {
        var logged = 0L;
        var loggedAt = time.GetTimestamp();
        return sent =>
        {
            if (sent - logged < payload.Length / 10 && time.GetElapsedTime(loggedAt) < ProgressInterval)
                return;
            logged = sent;
            loggedAt = time.GetTimestamp();
            Log.UploadProgress(logger, payload.FileName, 100 * sent / payload.Length, payload.Length);
        };
    }
}
