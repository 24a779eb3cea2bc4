using System.Net.Http.Headers;
using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Builds the requests. The token is put on each request for the configured origin and on no other (rule 35).</summary>
internal sealed class ReplicateRequests(PlyrGenresOptions options, Func<string?> token)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // More than the 5 seconds that Replicate demands at least, so any time left will do.
    private static readonly TimeSpan DeadlineMargin = TimeSpan.FromSeconds(10);
    private static readonly ProductInfoHeaderValue Product = new("Plyr.Genres", typeof(ReplicateRequests).Assembly.GetName().Version?.ToString(3));

    private readonly Uri _predictions = new(
        $"{options.Replicate.BaseAddress.AbsoluteUri.TrimEnd('/')}{(options.Replicate.SelfHosted ? "/predictions" : "/v1/predictions")}");

    /// <summary>Whether there is a token to send.</summary>
    public bool HasToken => token() is not null;

    /// <summary>Asks for a run (rule 26): held open for at most 10 seconds, and ended by the service a little after our own deadline.</summary>
    public HttpRequestMessage Create(Uri audioUrl, TimeSpan timeLeft)
    {
        var request = ToApi(HttpMethod.Post, _predictions);
        var version = options.Replicate.SelfHosted ? null : options.Replicate.ModelVersion;
        var body = new PredictionRequest(version, new PredictionInput(audioUrl.OriginalString));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ReplicateJsonContext.Default.PredictionRequest));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (options.Replicate.SelfHosted)
            return request;

        var wait = (int)TimeSpan.FromTicks(Math.Min(timeLeft.Ticks, LongestWait.Ticks)).TotalSeconds;
        if (wait >= 1)
            request.Headers.TryAddWithoutValidation("Prefer", $"wait={wait}");
        request.Headers.TryAddWithoutValidation("Cancel-After", $"{(int)Math.Ceiling((timeLeft + DeadlineMargin).TotalSeconds)}s");
        return request;
    }

    /// <summary>Asks how a run stands. Polls were once answered from a cache and never finished, hence <c>no-store</c>.</summary>
    public HttpRequestMessage Poll(string predictionId)
    {
        var request = ToApi(HttpMethod.Get, new Uri($"{_predictions.AbsoluteUri}/{predictionId}"));
        request.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        return request;
    }

    /// <summary>Cancels a run.</summary>
    public HttpRequestMessage Cancel(string predictionId) => ToApi(HttpMethod.Post, new Uri($"{_predictions.AbsoluteUri}/{predictionId}/cancel"));

    /// <summary>Fetches an output: never with the token, also from the API's own origin.</summary>
    public static HttpRequestMessage Output(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(Product);
        return request;
    }

    private HttpRequestMessage ToApi(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.Add(Product);

        // It is Replicate's token, and no business of one's own Cog server; and it never leaves loopback in plain text, whatever the settings say.
        if (!options.Replicate.SelfHosted && token() is { } bearer && (address.Scheme == "https" || address.IsLoopback))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }
}
