using System.Net.Http.Headers;
using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Builds the requests. The token is put on each request for the configured origin and on no other (rule 35).</summary>
internal sealed class ReplicateRequests(PlyrGenresOptions options, Func<string?> token)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeadlineMargin = TimeSpan.FromSeconds(10);
    private static readonly ProductInfoHeaderValue Product = new("Plyr.Genres", typeof(ReplicateRequests).Assembly.GetName().Version?.ToString(3));

    private readonly Uri _predictions = new(
        $"{options.BaseAddress.AbsoluteUri.TrimEnd('/')}{(options.SelfHosted ? "/predictions" : "/v1/predictions")}");

    /// <summary>Whether there is a token to send.</summary>
    public bool HasToken => token() is not null;

    /// <summary>Asks for a run (rule 26): held open for at most 10 seconds, and ended by the service a little after our own deadline.</summary>
    public HttpRequestMessage Create(Uri audioUrl, TimeSpan timeLeft)
    {
        var request = ToApi(HttpMethod.Post, _predictions);
        var version = options.SelfHosted ? null : options.ModelVersion;
        var body = new PredictionRequest(version, new PredictionInput(audioUrl.OriginalString));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ReplicateJsonContext.Default.PredictionRequest));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (options.SelfHosted)
            return request;

        var wait = (int)TimeSpan.FromTicks(Math.Min(timeLeft.Ticks, LongestWait.Ticks)).TotalSeconds;
        if (wait >= 1)
            request.Headers.TryAddWithoutValidation("Prefer", $"wait={wait}");
        var deadline = TimeSpan.FromTicks(Math.Max((timeLeft + DeadlineMargin).Ticks, ShortestDeadline.Ticks));
        request.Headers.TryAddWithoutValidation("Cancel-After", $"{(int)Math.Ceiling(deadline.TotalSeconds)}s");
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

        // No token leaves loopback in plain text, whatever the settings say.
        if (token() is { } bearer && (address.Scheme == "https" || address.IsLoopback))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }
}
